#pragma once
#include "agents/model_params.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace trabecula {

/// How far an influence goes to come from one thing to another.
enum class Path { none, across_cells, within_cell };

/// What influences what, by the rules of a scenario. Its points are fields and systemic signals ("TNF", "LPS"), cell
/// types ("macrophage"), states ("macrophage.M1"), and rules ("macrophage.nfkb", "macrophage.secrete_TNF").
///
/// Rules answer to what drives them; a field to the rules that release, take up or present it, and to what binds it; a
/// cell type or state to death, division, and becoming it; what cells do, to how many there are. Not followed: where
/// cells go.
class Influences {
  public:
    explicit Influences(const ModelParams& model);

    bool knows(const std::string& name) const { return points_.contains(name); }
    std::vector<std::string> names() const { return {points_.begin(), points_.end()}; }

    /// The shortest kind of path from a point to one of several others. Cell types that become each other, such as
    /// precursors and osteoclasts, count as one cell. A path within a cell may go through fields.
    Path path(const std::string& from, std::span<const std::string> to) const;

  private:
    void add(const std::string& from, const std::string& to);
    void add_rule(const ModelParams& model, const CellParams& cell, const RuleSpec& rule);
    void add_outcomes(const ModelParams& model, const CellParams& cell);
    void join_lineages(const ModelParams& model);
    void join(std::size_t cell, std::size_t other);
    std::size_t lineage_of(const std::string& point) const;
    bool reaches(const std::string& from, std::span<const std::string> to, std::size_t lineage) const;

    std::set<std::string> points_;
    std::map<std::string, std::set<std::string>> next_;
    std::map<std::string, std::size_t> lineages_;  // of cell types
};

}  // namespace trabecula
