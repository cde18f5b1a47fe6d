#ifndef ASSAY_MOCK_FAULT_H_
#define ASSAY_MOCK_FAULT_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace assay::mock {

// One deliberate defect of the reference server, as plain data in the shape of
// schemas/assay/fault.schema.json, where each member is explained. JSON values are kept as text, so
// that numbers keep their notation.

// How a faulty server misreads the requests it gets. {valid}, {expired}, ... are the server's
// tokens.
struct Misreading {
  std::map<std::string, std::string> when;     // Headers that the request must have, by value.
  std::map<std::string, std::string> headers;  // Read instead of what the request has.
  std::string find;                            // In the body, or "".
  std::string put;
};

// The answers that a fault changes.
struct AnswerFilter {
  std::optional<int> status;              // Unset: any.
  std::map<std::string, std::string> is;  // JSON values by pointer.
  std::map<std::string, std::string> is_not;
  std::vector<std::uint64_t> nth;  // Of those to requests for the same path, from 1.
};

// One step from the right answer to the wrong one. What can't be done to an answer, for want of the
// place, is left undone.
struct FaultChange {
  enum class Kind {
    kSet,  // At the place; also a member that is not there yet.
    kRemove,
    kRename,  // The member, to `value`.
    kText,    // The value as a string with its JSON text: 5 becomes "5".
    kList,    // The value as the only element of a list.
    kFirst,   // The list's first element in place of the list.
    kLower,   // Letter case of a string.
    kUpper,
    kNull,     // Where there is a value.
    kReplace,  // The first `find` of the body by `value`.
    kPrepend,  // Bytes, to the body.
    kAppend,
    kCut,  // `number` bytes off the body's end.
    kStatus,
    kHeader,  // `name`: `value`.
    kNoHeader,
    kBody,    // The whole.
    kLength,  // Content-Length that is `number` more than the body has.
  };
  Kind kind = Kind::kSet;
  std::string at = {};    // JSON pointer; a token * is every element of a list.
  std::string name = {};  // Of a header; the text to find.
  std::string value = {};
  int number = 0;
};

struct Fault {
  std::string name;       // "otc-status-in-lower-case"
  std::string operation;  // Whose answers it spoils.
  std::optional<Misreading> misreading = {};
  AnswerFilter answers = {};
  std::vector<FaultChange> changes = {};
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_FAULT_H_
