#ifndef ASSAY_CLI_REACH_H_
#define ASSAY_CLI_REACH_H_

#include "base/result.h"
#include "cli/target_setup.h"
#include "exchange/executor.h"
#include "exchange/transport.h"
#include "judge/record.h"

namespace assay::cli {

// How a target is reached: command line, target file and environment put together.

// Decides the proxy and reads its credentials. Refused: a variable of theirs that is not set, a
// proxy beside a socket, a way to the reference server, which has one of its own.
base::Status choose_way(const RunOptions& options, TargetSetup& setup);

// Everything of the transport's options but times.
exchange::TransportOptions transport_options(const TargetSetup& setup);

// What requests to the target are signed with beside themselves.
exchange::SigningPlace signing_place(const plan::Target& target);

// The same way for a shell.
judge::ByHand by_hand(const TargetSetup& setup);

// Options of the command line that say where the token comes from and how the target is reached.
std::string again_options(const RunOptions& options);

}  // namespace assay::cli

#endif  // ASSAY_CLI_REACH_H_
