#include "app/run/check_memory.hpp"

#include "app/run/bytes_text.hpp"
#include "app/run/estimate.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

namespace trabecula {

void check_memory(const Scenario& scenario, const MemoryLimit& limit)
{
    if (memory_at_most(scenario) <= limit.bytes) return;
    const double needed_bytes = memory_needed(scenario);
    if (needed_bytes <= limit.bytes) return;
    throw InputError(fmt::format(
        "this scenario needs about {} of memory, and {} allows {}; take a smaller piece of bone, wider voxels or a "
        "higher solver.coarsening, run it where there is more, or try it all the same by --any-memory",
        bytes_text(needed_bytes), limit.set_by, bytes_text(limit.bytes)));
}

}  // namespace trabecula
