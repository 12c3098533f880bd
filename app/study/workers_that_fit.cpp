#include "app/study/workers_that_fit.hpp"

#include "app/run/check_memory.hpp"
#include "app/run/estimate.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <stdexcept>

namespace trabecula {

namespace {

/// Bytes, where so many may not fit; 0 where they fit without a closer look, and where the tissue cannot be read: that
/// run fails, and says why.
double need_of(const Scenario& scenario, int wanted, const MemoryLimit& limit)
{
    try {
        if (memory_at_most(scenario) * wanted <= limit.bytes) return 0.0;
        return ThreadLimit(1).run([&] { return memory_needed(scenario); });
    } catch (const std::runtime_error&) {
        return 0.0;
    }
}

}  // namespace

int workers_that_fit(const std::vector<Scenario>& scenarios, int wanted, const MemoryLimit& limit)
{
    double most_bytes = 0.0;
    std::size_t too_large = 0;
    for (const Scenario& scenario : scenarios) {
        const double need = need_of(scenario, wanted, limit);
        if (need <= limit.bytes)
            most_bytes = std::max(most_bytes, need);
        else if (++too_large == scenarios.size())
            check_memory(scenario, limit);
    }
    return most_bytes * wanted <= limit.bytes ? wanted : static_cast<int>(limit.bytes / most_bytes);
}

}  // namespace trabecula
