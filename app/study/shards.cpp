#include "app/study/shards.hpp"

#include "output/atomic_file.hpp"

#include "core/config/document.hpp"
#include "core/error.hpp"
#include "core/state_hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

std::optional<std::size_t> whole_number(std::string_view text)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// Two numbers with something between.
std::optional<Shard> split(std::string_view text, std::string_view between)
{
    const auto middle = text.find(between);
    if (middle == std::string_view::npos) return std::nullopt;
    const auto number = whole_number(text.substr(0, middle));
    const auto count = whole_number(text.substr(middle + between.size()));
    if (!number || !count || *number < 1 || *number > *count) return std::nullopt;
    return Shard{*number, *count};
}

fs::path file_of(const fs::path& folder, const Shard& shard)
{
    return folder / "shards" / fmt::format("{}-of-{}.toml", shard.number, shard.count);
}

std::string quoted(const std::string& text)
{
    ConfigNode node;
    node.kind = ConfigNode::Kind::string;
    node.text = text;
    return value_to_toml(node);
}

struct ShardFile {
    fs::path path;
    Shard shard;
    std::string hash;
    Failures failures;
};

ShardFile read_file(const fs::path& path, const Shard& shard)
{
    ShardFile file{path, shard, {}, {}};
    const ConfigNode root = load_config(path);
    if (const ConfigNode* hash = root.find("plan")) file.hash = hash->text;
    if (const ConfigNode* failed = root.find("failed"))
        for (const ConfigNode::Member& run : failed->members) file.failures[run.key] = run.value.text;
    return file;
}

std::vector<ShardFile> files_in(const fs::path& folder)
{
    std::vector<ShardFile> files;
    if (!fs::is_directory(folder / "shards")) return files;
    for (const auto& entry : fs::directory_iterator(folder / "shards"))
        if (const auto shard = split(entry.path().stem().string(), "-of-");
            shard && entry.path().extension() == ".toml")
            files.push_back(read_file(entry.path(), *shard));
    std::ranges::sort(files, {}, [](const ShardFile& file) { return file.shard.number; });
    return files;
}

/// All shards of a folder are of one plan, and of one number.
void check_alike(const std::vector<ShardFile>& files, std::size_t count, const std::string& hash)
{
    for (const ShardFile& file : files) {
        if (file.shard.count != count)
            throw InputError(
                fmt::format("{}: this study is run in {} shards, not {}; give all the same number, or "
                            "choose another folder with -o",
                            file.path.string(), file.shard.count, count));
        if (file.hash != hash)
            throw InputError(
                fmt::format("{}: this shard was made from another study: its file, its scenarios or the "
                            "program have changed since; start all shards again in another folder, or, when all of "
                            "them have ended, delete {} and start them again here: runs that are there are kept",
                            file.path.string(), file.path.parent_path().string()));
    }
}

}  // namespace

Shard read_shard(std::string_view text)
{
    const auto shard = split(text, "/");
    if (!shard)
        throw InputError(
            fmt::format("--shard {}: is no part of a study; give NUMBER/COUNT with a number from 1 to the count, "
                        "like 2/8",
                        text));
    return *shard;
}

std::vector<std::size_t> runs_of(const Shard& shard, const Plan& plan)
{
    std::vector<std::size_t> runs;
    for (std::size_t run = shard.number - 1; run < plan.runs.size(); run += shard.count) runs.push_back(run);
    return runs;
}

std::string plan_hash(const Plan& plan)
{
    StateHash hash;
    for (const PlannedRun& run : plan.runs) hash.add(run.key);
    return hash.digest();
}

void write_shard(const fs::path& folder, const Shard& shard, const std::string& hash, const Failures& failures)
{
    std::string text = fmt::format("plan = \"{}\"\n", hash);
    if (!failures.empty()) text += "\n[failed]\n";
    for (const auto& [key, reason] : failures) text += fmt::format("{} = {}\n", key, quoted(reason));
    write_text_file(file_of(folder, shard), text);
}

std::unique_ptr<FolderLock> begin_shard(const fs::path& folder, const Shard& shard, StudyStart start,
                                        const std::string& hash)
{
    const bool holds_study =
        fs::is_directory(folder / "shards") || (start == StudyStart::resume && fs::is_directory(folder / "runs"));
    if (fs::exists(folder) && !holds_study && !(fs::is_directory(folder) && fs::is_empty(folder)))
        throw InputError(fmt::format("{} holds no shards of a study; choose another folder with -o", folder.string()));
    if (start == StudyStart::fresh && fs::exists(file_of(folder, shard)))
        throw InputError(
            fmt::format("{} exists already; go on with this shard by --resume, or choose another folder "
                        "with -o",
                        file_of(folder, shard).string()));
    check_alike(files_in(folder), shard.count, hash);
    make_folder(folder / "shards");
    make_folder(folder / "runs");
    auto lock = std::make_unique<FolderLock>(file_of(folder, shard).replace_extension());
    write_shard(folder, shard, hash, {});
    check_alike(files_in(folder), shard.count, hash);  // once more: others may have begun in the meantime
    return lock;
}

FinishedShards read_shards(const fs::path& folder, const std::string& hash)
{
    const std::vector<ShardFile> files = files_in(folder);
    if (files.empty())
        throw InputError(
            fmt::format("{} holds no shards of a study; run them first, with --shard 1/N to N/N", folder.string()));
    FinishedShards found{files.front().shard.count, {}, {}};
    check_alike(files, found.count, hash);
    std::set<std::size_t> begun;
    for (const ShardFile& file : files) {
        begun.insert(file.shard.number);
        found.failures.insert(file.failures.begin(), file.failures.end());
    }
    for (std::size_t number = 1; number <= found.count; ++number)
        if (!begun.contains(number)) found.missing.push_back(number);
    return found;
}

}  // namespace trabecula
