#include "app/run/event_log.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>

namespace trabecula {

namespace {

/// Bytes that are not UTF-8, as a file name may have, are replaced.
std::string line_of(const nlohmann::json& event)
{
    return event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

void print(const nlohmann::json& event)
{
    fmt::print(stderr, "{}", line_of(event));
    std::fflush(stderr);
}

/// Whether a kill cut the last line of a file.
bool is_cut(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return stream.seekg(-1, std::ios::end) && stream.get() != '\n';
}

}  // namespace

EventLog::EventLog(const std::filesystem::path& file, Talk talk) : talk_(talk)
{
    const bool begins_a_line = is_cut(file);
    stream_.open(file, std::ios::app);
    if (begins_a_line) stream_ << '\n';
}

void EventLog::write(std::string_view event, nlohmann::json details)
{
    details["event"] = event;
    stream_ << line_of(details) << std::flush;
    if (talk_ == Talk::json) print(details);
}

void tell_note(Talk talk, const std::string& note)
{
    if (talk == Talk::json)
        print({{"event", "note"}, {"message", note}});
    else
        fmt::print(stderr, "trabecula: {}\n", note);
}

void tell_error_as_json(std::string_view message, int status)
{
    print({{"event", "error"}, {"message", message}, {"status", status}});
}

}  // namespace trabecula
