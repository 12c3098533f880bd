#include "app/study/workers_that_fit.hpp"

#include "app/run/check_memory.hpp"
#include "app/run/estimate.hpp"

#include "core/parallel.hpp"

#include <algorithm>

namespace trabecula {

int workers_that_fit(const std::vector<Scenario>& scenarios, int wanted, const MemoryLimit& limit)
{
    double most_bytes = 0.0;
    for (const Scenario& scenario : scenarios) {
        if (memory_at_most(scenario).value_or(limit.bytes) * wanted <= limit.bytes) continue;
        ThreadLimit one(1);
        most_bytes = std::max(most_bytes, one.run([&] {
            check_memory(scenario, limit);
            return memory_needed(scenario);
        }));
    }
    return most_bytes * wanted <= limit.bytes ? wanted : static_cast<int>(limit.bytes / most_bytes);
}

}  // namespace trabecula
