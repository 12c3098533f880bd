#pragma once
#include "agents/model_params.hpp"

#include "core/config/section.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// Something that an intervention takes away, for the whole run or for a time:
///
///     [intervention.no_rankl]
///     knock_out = ["RANKL"]
///
/// | what                          | is knocked out                                                          |
/// | "RANKL"                       | a field: no cell makes it                                               |
/// | "osteoclast_precursor.nfkb"   | a node or behaviour: its value is 0                                     |
/// | "t_cell", "Th17"              | a cell type, or a state of one: none is there, comes, or is made        |
/// | "TNF -> osteoblast.nfkb"      | an edge: the rule does not answer to the driver; what requires it is 0  |
///
/// Fields, nodes and behaviours may be knocked out for a time, with the intervention's start, stop, every and lasting.
/// They are inhibited by a systemic signal of its own, so that a treated run and its untreated twin differ by nothing
/// else.
struct KnockOut {
    std::string signal;  // systemic: 1 while it acts
    NameInFile what;
    bool for_whole_run = true;
    std::size_t found = 0;  // what it has been applied to
};

/// Applies all that concerns one cell type.
void apply_knock_outs(std::vector<KnockOut>& knock_outs, const std::vector<FieldSpec>& fields, CellParams& cell,
                      std::vector<NodeSpec>& nodes, std::vector<BehaviourSpec>& behaviours, Problems& problems);

/// To be called when all cell types are read: osteocytes are made by burial, and what was found nowhere is a problem.
void finish_knock_outs(const std::vector<KnockOut>& knock_outs, ModelParams& params, Problems& problems);

}  // namespace trabecula
