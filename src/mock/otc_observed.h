#ifndef ASSAY_MOCK_OTC_OBSERVED_H_
#define ASSAY_MOCK_OTC_OBSERVED_H_

#include <vector>

#include "mock/ids.h"
#include "mock/otc_content.h"

namespace assay::mock {

// A job as real servers answer it:
//  - end_time is "" until it has ended, also while INIT;
//  - entities tell the progress: process_percent (a fraction while it runs, the integer 1 once
//    done), current_task ("" once done) and, while it runs, subJobId and already the image_id;
//  - members of results always name their project;
//  - a list of sub-jobs is left out where the volumes of a server are made images;
//  - a failure carries the code and the words of another service, and addition_error_* in entities.
OtcJob as_observed(const Ids& ids, OtcJob job);

// All jobs of otc_jobs(), and jobs of three types that no page lists in each of the four states.
std::vector<OtcJob> observed_otc_jobs(const Ids& ids);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_OTC_OBSERVED_H_
