#include "app/study/workers.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <new>
#include <stdexcept>
#include <thread>

using namespace trabecula;

namespace {

const std::filesystem::path log_file =
    std::filesystem::temp_directory_path() / ("trabecula-worker-" + std::to_string(::getpid()) + ".log");

/// What became of one piece of work, and what it printed.
std::pair<std::string, std::string> outcome(const std::function<void()>& work)
{
    Workers workers;
    workers.start(7, log_file, work);
    std::optional<Workers::Ended> ended;
    while (!ended) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        ended = workers.ended();
    }
    CHECK(ended->job == 7);
    CHECK(workers.running() == 0);
    std::ifstream stream(log_file);
    const std::string printed{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    std::filesystem::remove(log_file);
    return {ended->failure, printed};
}

}  // namespace

TEST_CASE("A worker's end is told: well, by an exception, for want of memory, by a signal", "[study]")
{
    CHECK(outcome([] {}).first.empty());
    const auto [thrown, message] = outcome([] { throw std::runtime_error("no bone"); });
    CHECK(thrown == "exit status 1");
    CHECK(message == "no bone\n");
    CHECK(outcome([] { throw std::bad_alloc(); }).second.starts_with("out of memory"));
    CHECK(outcome([] { ::raise(SIGUSR2); }).first.starts_with("signal 12"));
    CHECK(outcome([] { ::raise(SIGKILL); }).first.find("memory ran out") != std::string::npos);
}

TEST_CASE("A worker leaves SIGINT and SIGTERM to its parent, and nothing comes of SIGUSR1", "[study]")
{
    CHECK(outcome([] {
              ::raise(SIGUSR1);
              ::raise(SIGINT);
              ::raise(SIGTERM);
          }).first.empty());
}

TEST_CASE("No worker is forked from a process that has made threads", "[study]")
{
    Workers workers;
    std::jthread another([](const std::stop_token& stop) {
        while (!stop.stop_requested()) std::this_thread::yield();
    });
    CHECK_THROWS_AS(workers.start(0, log_file, [] {}), std::logic_error);
}
