#pragma once
#include "app/run/progress.hpp"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace trabecula {

/// What happens in a run, one JSON object per line, for programs that watch it: in its log.jsonl, and with Talk::json
/// on standard error too.
class EventLog {
  public:
    EventLog(const std::filesystem::path& file, Talk talk);
    void write(std::string_view event, nlohmann::json details);

  private:
    std::ofstream stream_;
    Talk talk_;
};

/// Something that the user should know, on standard error, whatever is printed else.
void tell_note(Talk talk, const std::string& note);

/// An error that ends the program, as such a line. @param status  with which it exits
void tell_error_as_json(std::string_view message, int status);

}  // namespace trabecula
