#include "app/scenario/knock_outs.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace trabecula {

namespace {

/// Far below 1, the level of a knock-out: it inhibits all but a part in 1e9, which is nothing in single precision.
constexpr double nothing_left = 1e-9;

bool is(const KnockOut& knock_out, const std::string& name)
{
    return knock_out.what.text == name;
}

/// One cell type while knock-outs are applied to it.
class Target {
  public:
    Target(CellParams& cell, std::vector<NodeSpec>& nodes, std::vector<BehaviourSpec>& behaviours, Problems& problems)
        : cell_(cell), nodes_(nodes), behaviours_(behaviours), problems_(problems)
    {}

    /// @return how many things of this cell type it takes away
    std::size_t apply(const KnockOut& knock_out, const std::vector<FieldSpec>& fields)
    {
        std::size_t found = silence_rule(knock_out) + cut_edge(knock_out) + remove_state(knock_out);
        for (const FieldSpec& field : fields)
            if (is(knock_out, field.name))
                for (const char* makes : {"secrete_", "present_", "free_"})
                    found += silence_behaviour(knock_out, makes + field.name);
        for (const CellType& type : cell_types())
            if (is(knock_out, std::string(type.name))) found += remove_cells(knock_out, std::string(type.name));
        return found;
    }

  private:
    void silence(const KnockOut& knock_out, RuleSpec& rule)
    {
        rule.inhibitors.push_back({{knock_out.signal, knock_out.what.place}, nothing_left, 1.0, 1.0, "knock-out"});
    }

    std::size_t silence_behaviour(const KnockOut& knock_out, const std::string& name)
    {
        std::size_t found = 0;
        for (BehaviourSpec& behaviour : behaviours_)
            if (behaviour.rule.name.text == name) {
                silence(knock_out, behaviour.rule);
                ++found;
            }
        return found;
    }

    std::size_t silence_rule(const KnockOut& knock_out)
    {
        std::size_t found = 0;
        for (NodeSpec& node : nodes_)
            if (is(knock_out, cell_.name + "." + node.rule.name.text)) {
                silence(knock_out, node.rule);
                if (knock_out.for_whole_run) node.initial = 0.0;
                ++found;
            }
        for (BehaviourSpec& behaviour : behaviours_)
            if (is(knock_out, cell_.name + "." + behaviour.rule.name.text)) {
                silence(knock_out, behaviour.rule);
                ++found;
            }
        return found;
    }

    std::size_t cut_edge(const KnockOut& knock_out)
    {
        std::size_t found = 0;
        const auto cut = [&](RuleSpec& rule) {
            const auto is_it = [&](const Driver& driver) {
                return is(knock_out, driver.signal.text + " -> " + cell_.name + "." + rule.name.text);
            };
            for (auto* drivers : {&rule.activators, &rule.inhibitors, &rule.independent_inhibitors})
                found += std::erase_if(*drivers, is_it);
            if (std::erase_if(rule.required, is_it) > 0) {
                silence(knock_out, rule);
                ++found;
            }
        };
        for (NodeSpec& node : nodes_) cut(node.rule);
        for (BehaviourSpec& behaviour : behaviours_) cut(behaviour.rule);
        if (found > 0) must_last(knock_out, "an edge");
        return found;
    }

    std::size_t remove_state(const KnockOut& knock_out)
    {
        std::size_t found = 0;
        for (StateGroup& group : cell_.states)
            for (std::size_t s = 0; s < group.states.size() && s < group.shares.size(); ++s) {
                if (!is(knock_out, group.states[s])) continue;
                must_last(knock_out, "a state");
                silence_behaviour(knock_out, "become_" + group.states[s]);
                group.shares[s] = 0.0;
                const double left = std::accumulate(group.shares.begin(), group.shares.end(), 0.0);
                if (left <= 0.0)
                    problems_.add(knock_out.what.place,
                                  fmt::format("knocks out {}, in which all cells begin; give others a share first",
                                              group.states[s]));
                for (double& share : group.shares) share /= left > 0.0 ? left : 1.0;
                ++found;
            }
        return found;
    }

    std::size_t remove_cells(const KnockOut& knock_out, const std::string& type)
    {
        silence_behaviour(knock_out, "become_" + type);
        if (type == "osteoclast") silence_behaviour(knock_out, "fuse");
        if (cell_.name != type) return 0;
        must_last(knock_out, "a cell type");
        cell_.density = 0.0;
        cell_.supply = {};
        return 1;
    }

    void must_last(const KnockOut& knock_out, std::string_view what)
    {
        if (!knock_out.for_whole_run)
            problems_.add(
                knock_out.what.place,
                fmt::format("knocks out {} for a time, but {} can only be absent for the whole run; leave out "
                            "start, stop and every, or knock out a node or behaviour",
                            knock_out.what.text, what));
    }

    CellParams& cell_;
    std::vector<NodeSpec>& nodes_;
    std::vector<BehaviourSpec>& behaviours_;
    Problems& problems_;
};

/// All that could be meant, without edges.
std::vector<std::string> known_targets(const ModelParams& params)
{
    std::vector<std::string> known;
    for (const FieldSpec& field : params.fields) known.push_back(field.name);
    for (const CellParams& cell : params.cells) {
        known.push_back(cell.name);
        for (const StateGroup& group : cell.states) known.insert(known.end(), group.states.begin(), group.states.end());
        for (const NodeSpec& node : cell.rulebook.nodes()) known.push_back(cell.name + "." + node.rule.name.text);
        for (const BehaviourSpec& behaviour : cell.rulebook.behaviours())
            known.push_back(cell.name + "." + behaviour.rule.name.text);
    }
    return known;
}

}  // namespace

void apply_knock_outs(std::vector<KnockOut>& knock_outs, const std::vector<FieldSpec>& fields, CellParams& cell,
                      std::vector<NodeSpec>& nodes, std::vector<BehaviourSpec>& behaviours, Problems& problems)
{
    Target target(cell, nodes, behaviours, problems);
    for (KnockOut& knock_out : knock_outs) knock_out.found += target.apply(knock_out, fields);
}

void finish_knock_outs(const std::vector<KnockOut>& knock_outs, ModelParams& params, Problems& problems)
{
    for (const KnockOut& knock_out : knock_outs) {
        if (is(knock_out, params.cells[index(Cell::osteocyte)].name)) params.bone.buried_density = {0.0};
        if (knock_out.found > 0) continue;
        problems.add(knock_out.what.place,
                     fmt::format("knocks out \"{}\", but there is no such field, cell type, state, node, behaviour "
                                 "(\"cell.name\") or edge (\"TNF -> cell.name\"){}",
                                 knock_out.what.text, suggestion(knock_out.what.text, known_targets(params))));
    }
}

}  // namespace trabecula
