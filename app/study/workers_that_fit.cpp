#include "app/study/workers_that_fit.hpp"

#include "app/run/check_memory.hpp"
#include "app/run/estimate.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace trabecula {

namespace {

/// Bytes; absent where the tissue cannot be read: that run fails, and says why.
std::optional<double> readable_need(const Scenario& scenario)
{
    try {
        return memory_needed(scenario);
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

}  // namespace

int workers_that_fit(const std::vector<Scenario>& scenarios, int wanted, const MemoryLimit& limit)
{
    double most_bytes = 0.0;
    for (const Scenario& scenario : scenarios) {
        if (memory_at_most(scenario).value_or(limit.bytes) * wanted <= limit.bytes) continue;
        ThreadLimit one(1);
        most_bytes = std::max(most_bytes, one.run([&] {
            const std::optional<double> need = readable_need(scenario);
            if (need) check_memory(scenario, limit);
            return need.value_or(0.0);
        }));
    }
    return most_bytes * wanted <= limit.bytes ? wanted : static_cast<int>(limit.bytes / most_bytes);
}

}  // namespace trabecula
