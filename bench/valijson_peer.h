#ifndef ASSAY_BENCH_VALIJSON_PEER_H_
#define ASSAY_BENCH_VALIJSON_PEER_H_

#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace assay::bench {

// valijson behind its nlohmann adapter. Its headers stay in one file.
class ValijsonPeer {
 public:
  explicit ValijsonPeer(const nlohmann::json& schema);
  ~ValijsonPeer();
  bool holds(const nlohmann::json& instance) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace assay::bench

#endif  // ASSAY_BENCH_VALIJSON_PEER_H_
