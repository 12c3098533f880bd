#include "output/checkpoint.hpp"

#include "output/file_header.hpp"
#include "output/run_contents.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

using hdf5::GroupReader;
using hdf5::GroupWriter;

std::vector<std::string> dataset_names(const Table& table)
{
    std::vector<std::string> names;
    for (const ColumnSpec& spec : table.specs()) names.push_back(spec.name);
    return hdf5::safe_names(names);
}

void write_table(const GroupWriter& group, const Table& table)
{
    group.attribute("rows", std::uint64_t{table.rows()});
    const std::vector<std::string> names = dataset_names(table);
    for (std::size_t c = 0; c < table.column_count(); ++c) {
        const ColumnSpec& spec = table.specs()[c];
        if (spec.role == Role::state)
            group.write(names[c], hdf5::number_type(spec.type), {table.rows()}, table.bytes(c),
                        {spec.name, spec.unit, spec.meaning});
    }
}

[[noreturn]] void refuse(const GroupReader& where, const std::string& what)
{
    throw FileError(
        fmt::format("{}: {}{}; it was saved by another version or from another scenario: run that one, or "
                    "start anew without --resume",
                    where.file().string(), where.path(), what));
}

/// The columns of checkpoint and table must be the same: a column that is only in one of them makes another future.
void check_columns(const GroupReader& group, const Table& table)
{
    std::vector<std::string> saved = group.datasets();
    const std::vector<std::string> names = dataset_names(table);
    for (std::size_t c = 0; c < table.column_count(); ++c) {
        const ColumnSpec& spec = table.specs()[c];
        if (spec.role != Role::state) continue;
        if (std::erase(saved, names[c]) == 0) refuse(group, fmt::format(" has no column {}", spec.name));
        const hdf5::NumberType type = group.info(names[c]).type;
        if (type != hdf5::number_type(spec.type))
            refuse(group,
                   fmt::format("/{} holds {}, expected {}", names[c], hdf5::to_string(type), to_string(spec.type)));
    }
    if (!saved.empty()) refuse(group, fmt::format(" has a column {} that is unknown here", saved.front()));
}

void read_table(const GroupReader& group, Table& table, bool rows_may_change)
{
    check_columns(group, table);
    const std::uint64_t rows = group.unsigned_attribute("rows");
    if (rows != table.rows() && !rows_may_change)
        refuse(group, fmt::format(" has {} rows, expected {}", rows, table.rows()));
    const std::vector<std::string> names = dataset_names(table);
    for (std::size_t c = 0; c < table.column_count(); ++c)  // before memory is asked for
        if (table.specs()[c].role == Role::state && group.info(names[c]).shape != hdf5::Shape{rows})
            group.fail(names[c], fmt::format("does not have {} rows", rows));
    table.resize(rows);
    for (std::size_t c = 0; c < table.column_count(); ++c)
        if (table.specs()[c].role == Role::state)
            group.read_into(names[c], hdf5::number_type(table.specs()[c].type), table.bytes(c));
}

void check_origin(const GroupReader& root, const std::string& scenario_hash, const Grid& grid)
{
    const FileHeader header = read_header(root, "checkpoint");
    if (header.scenario_hash != scenario_hash)
        throw InputError(
            fmt::format("{}: is of a scenario with hash {}, this one has {}; resume with the scenario that the "
                        "run was started with, or start anew without --resume",
                        root.file().string(), header.scenario_hash, scenario_hash));
    if (!(header.grid == grid))
        throw InputError(
            fmt::format("{}: has {} x {} x {} voxels of {} um, expected {} x {} x {} of {} um; start anew without "
                        "--resume",
                        root.file().string(), header.grid.nx, header.grid.ny, header.grid.nz, header.grid.spacing.value,
                        grid.nx, grid.ny, grid.nz, grid.spacing.value));
}

bool is_checkpoint_name(std::string_view stem)
{
    return stem.size() == 10 && stem.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::vector<std::string> table_groups(const std::vector<const Table*>& tables)
{
    std::vector<std::string> names;
    for (const Table* table : tables) names.push_back(table->name());
    return hdf5::safe_names(names);
}

bool is_population(const State& state, const Table* table)
{
    return std::ranges::any_of(state.populations,
                               [&](const Population& population) { return &population.table == table; });
}

std::string checkpoint_group(std::uint32_t step)
{
    return fmt::format("{:010}", step);
}

std::string checkpoint_name(std::uint32_t step)
{
    return fmt::format("checkpoints/{}.h5", checkpoint_group(step));
}

std::uint32_t checkpoint_step(const std::filesystem::path& file)
{
    return static_cast<std::uint32_t>(std::stoull(file.stem().string()));
}

void write_checkpoint_file(const std::filesystem::path& path, const RunIdentity& identity, const State& state,
                           const TimeSeries& series)
{
    hdf5::NewFile file(path);
    const GroupWriter root = file.root();
    write_header(root, "checkpoint", identity, state.tissue.grid);
    root.attribute("step", std::int64_t{raw(state.step)});
    root.attribute("time_h", state.time_h);
    root.attribute("state_hash", state.hash());
    const GroupWriter group = root.make_group("state");
    const std::vector<const Table*> tables = state.tables();
    const std::vector<std::string> names = table_groups(tables);
    for (std::size_t t = 0; t < tables.size(); ++t) write_table(group.make_group(names[t]), *tables[t]);
    write_time_series(root, series);
    file.commit();
}

std::vector<std::filesystem::path> checkpoints_in(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "checkpoints", error))
        if (entry.path().extension() == ".h5" && is_checkpoint_name(entry.path().stem().string()))
            found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

std::vector<std::uint32_t> checkpoint_steps(const GroupReader& index)
{
    std::vector<std::uint32_t> steps;
    if (!is_packed(index))
        for (const std::filesystem::path& file : checkpoints_in(index.file().parent_path()))
            steps.push_back(checkpoint_step(file));
    else if (index.has("checkpoints"))
        for (const std::string& name : index.group("checkpoints").groups())
            if (is_checkpoint_name(name)) steps.push_back(checkpoint_step(name));
    return steps;
}

GroupReader open_checkpoint(const GroupReader& index, std::uint32_t step)
{
    return is_packed(index) ? index.group("checkpoints").group(checkpoint_group(step))
                            : hdf5::open_file(index.file().parent_path() / checkpoint_name(step));
}

std::filesystem::path newest_checkpoint(const std::filesystem::path& folder)
{
    const auto all = checkpoints_in(folder);
    return all.empty() ? std::filesystem::path() : all.back();
}

void restore(const std::filesystem::path& checkpoint, const std::string& scenario_hash, State& state,
             TimeSeries& series)
{
    const GroupReader root = hdf5::open_file(checkpoint);
    check_origin(root, scenario_hash, state.tissue.grid);
    const GroupReader group = root.group("state");
    const std::vector<Table*> tables = state.tables();
    const std::vector<std::string> names = table_groups({tables.begin(), tables.end()});
    for (const std::string& saved : group.groups())
        if (std::ranges::find(names, saved) == names.end())
            refuse(group, fmt::format(" has a table {} that is unknown here", saved));
    for (std::size_t t = 0; t < tables.size(); ++t) {
        if (!group.has(names[t])) refuse(group, fmt::format(" has no table {}", names[t]));
        read_table(group.group(names[t]), *tables[t], is_population(state, tables[t]));
    }
    state.step = static_cast<StepIndex>(root.integer_attribute("step"));
    state.time_h = root.number_attribute("time_h");
    series = read_time_series(root);
    const std::string expected = root.text_attribute("state_hash");
    if (state.hash() != expected)
        root.fail("@state_hash", fmt::format("is {}, but the restored state has {}", expected, state.hash()));
}

Restored restore_newest(const std::filesystem::path& folder, const std::string& scenario_hash, State& state,
                        TimeSeries& series)
{
    Restored result;
    auto all = checkpoints_in(folder);
    for (; !all.empty(); all.pop_back()) {
        try {
            restore(all.back(), scenario_hash, state, series);
            result.checkpoint = all.back();
            const FileHeader header = read_header(hdf5::open_file(all.back()), "checkpoint");
            result.branch = header.branch;
            result.program = program_text(header.version, header.git_revision);
            return result;
        } catch (const hdf5::DamagedFile& damage) {
            result.notes.emplace_back(damage.what());
        }
    }
    if (result.notes.empty()) return result;
    std::string text = fmt::format("{}: no checkpoint can be read; start anew without --resume", folder.string());
    for (const std::string& note : result.notes) text += "\n" + note;
    throw FileError(text);
}

}  // namespace trabecula
