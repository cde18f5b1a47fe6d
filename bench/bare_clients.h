#ifndef ASSAY_BENCH_BARE_CLIENTS_H_
#define ASSAY_BENCH_BARE_CLIENTS_H_

#include <string>
#include <vector>

namespace assay::bench {

// What the machine can do at all: clients that ask for each id and do nothing with the answers. One
// thread a connection, which is kept alive. Seconds that it took; nothing is written or judged.

// Sockets alone; an answer is read as far as its length says.
double ask_by_sockets(int port, const std::vector<std::string>& targets, int connections);
// cpp-httplib's client as its manual shows it, without delayed acknowledgements.
double ask_by_httplib(int port, const std::vector<std::string>& targets, int connections);

}  // namespace assay::bench

#endif  // ASSAY_BENCH_BARE_CLIENTS_H_
