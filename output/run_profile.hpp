#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace trabecula {

/// One kind of work in a run: a stage of the step, or writing files.
struct WorkProfile {
    std::string name;
    double seconds = 0.0;
    std::string per;     // what the work grows with: "agent", "voxel", "step", "time" that it was done
    double times = 0.0;  // how often that came: agents times steps, ...

    double share_of(double total_seconds) const { return total_seconds > 0.0 ? seconds / total_seconds : 0.0; }
    double ns_each() const { return times > 0.0 ? 1e9 * seconds / times : 0.0; }
};

/// The solver's work on one field; an iteration is a cycle of multigrid.
struct FieldProfile {
    std::string name;
    double seconds = 0.0;
    double mean_iterations = 0.0;  // per step
    std::int64_t most_iterations = 0;
};

/// Where the time of a run went, since its start or its resumption: wall time, by the clock.
struct RunProfile {
    std::vector<WorkProfile> work;  // in order of a step
    std::vector<FieldProfile> fields;
    double seconds = 0.0;  // from beginning to end; `work` covers all of it but a rest
    std::int64_t steps = 0;
    std::int64_t agent_steps = 0;  // agents, summed over the steps
    std::int64_t threads = 0;
    std::int64_t peak_memory_bytes = 0;  // of the process
};

}  // namespace trabecula
