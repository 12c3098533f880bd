#pragma once
#include "app/commands/commands.hpp"

#include <string>

namespace trabecula {

/// How much a command says, and to whom.
struct TalkOptions {
    bool quiet = false;
    std::string log = "text";

    void add_to(CLI::App& command)
    {
        auto* const no_more = command.add_flag("-q,--quiet", quiet, "print nothing but errors");
        command.add_option("--log", log, "text for people, or json: a JSON object per line on standard error")
            ->check(CLI::IsMember({"text", "json"}))
            ->excludes(no_more);
    }

    /// Errors are told so from then on.
    Talk apply_to(Invocation& invocation) const
    {
        invocation.talk = log == "json" ? Talk::json : quiet ? Talk::quiet : Talk::normal;
        return invocation.talk;
    }
};

}  // namespace trabecula
