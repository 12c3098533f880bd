#include "memory.hpp"

#include "peak_memory.hpp"
#include "sections.hpp"
#include "table.hpp"

namespace trabecula::bench {

namespace {

struct Peak {
    double bytes = 0.0;
    double agents = 0.0;
};

Peak peak_of(const Size& size, Workspace (*tissue)(const Size&))
{
    forget_peak();
    const double before = resident_bytes();
    Workspace work = tissue(size);
    forget_peak();  // what making the bone took
    for (int step = 0; step < 3; ++step)
        for (const Stage& stage : stages())
            if (stage.name != "exchange") stage.run(work);  // what the solver takes grows with the voxels
    return {peak_bytes() - before, static_cast<double>(agent_count(work))};
}

}  // namespace

double peak_bytes_per_agent(const Size& size, Workspace (*tissue)(const Size&))
{
    const Peak few = peak_of({size.edge, 0.01 * size.agents}, tissue);
    const Peak many = peak_of(size, tissue);
    return (many.bytes - few.bytes) / (many.agents - few.agents);
}

nlohmann::ordered_json memory(const Options& options)
{
    Table table("memory: growth of the peak of a step, the solver left out, with the agents",
                {"tissue", "bytes/agent"});
    table.add({"100 edges", peak_bytes_per_agent(options.size, &crowd_with_full_rulebook)});
    table.add({"the demo's cells", peak_bytes_per_agent(options.size, &whole_tissue)});
    return table.rows();
}

}  // namespace trabecula::bench
