#include "core/apart.hpp"

#include <catch2/catch.hpp>

#include <csignal>

using namespace trabecula;
using namespace std::chrono_literals;

TEST_CASE("Work apart tells its status, and changes nothing here", "[apart]")
{
    int here = 1;
    const ApartEnd end = run_apart(60s, [&] { return here = 7; });
    CHECK(end.status == 7);
    CHECK(end.killed_by.empty());
    CHECK(here == 1);
}

TEST_CASE("Work apart that is killed, or never ends, leaves this process as it is", "[apart]")
{
    CHECK(run_apart(60s, [] { return std::raise(SIGKILL); }).killed_by == "Killed");
    const ApartEnd endless = run_apart(1s, [] {
        const volatile bool done = false;
        while (!done) {
        }
        return 0;
    });
    CHECK(endless.killed_by == "CPU time limit exceeded");
}
