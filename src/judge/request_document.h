#ifndef ASSAY_JUDGE_REQUEST_DOCUMENT_H_
#define ASSAY_JUDGE_REQUEST_DOCUMENT_H_

#include "base/document.h"
#include "contract/suite.h"
#include "plan/case.h"
#include "wire/transcript.h"

namespace assay::judge {

// A request as the JSON object that request schemas judge: {method, path: {parameter: value},
// query, headers, body}. Header names are spelled as the suite spells them. A body that is not JSON
// becomes a string; no body, no member.
base::Result<base::Document, base::ParseError> request_document(const contract::Suite& suite,
                                                                const plan::Step& step,
                                                                const wire::Request& request);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_REQUEST_DOCUMENT_H_
