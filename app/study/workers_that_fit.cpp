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
    std::size_t too_large = 0;
    for (const Scenario& scenario : scenarios) {
        if (memory_at_most(scenario).value_or(limit.bytes) * wanted <= limit.bytes) continue;
        const double need = ThreadLimit(1).run([&] { return readable_need(scenario).value_or(0.0); });
        if (need <= limit.bytes)
            most_bytes = std::max(most_bytes, need);
        else if (++too_large == scenarios.size())
            check_memory(scenario, limit);
    }
    return most_bytes * wanted <= limit.bytes ? wanted : static_cast<int>(limit.bytes / most_bytes);
}

}  // namespace trabecula
