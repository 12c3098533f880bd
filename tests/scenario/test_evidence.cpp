#include "app/evidence/run_evidence.hpp"
#include "app/evidence/select_claims.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

using namespace trabecula;

namespace {

namespace fs = std::filesystem;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("trabecula-evidence-" + std::to_string(::getpid()));
    Folder() { fs::remove_all(path); }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

std::size_t files_in(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("Claims of cultures are reproduced by arms that they share, and kept runs give the same",
          "[evidence][BER-1a]"
          "[CROSS-4][BAI-1a]")
{
    Workers workers;
    const fs::path assay_folder = fs::path(TRABECULA_SOURCE_DIR) / "configs/assays";
    const Assays assays = read_assays(assay_folder, Effort::quick);
    const std::vector<Claim> all = read_claims(assay_folder / "evidence.csv");
    const EvidencePlan plan = plan_evidence(
        assay_folder, assays, all, select_claims(all, assays, {{"BER-1a", "BAI-1a", "CROSS-4"}, {}, {}, false}), 1);
    CHECK(plan.arms.size() == 10);  // two untreated; berberine, baicalin; puerarin, berberine; each with dealt targets

    const Folder folder;
    StudyOptions options;
    options.folder = folder.path;
    options.talk = Talk::quiet;
    options.workers = 2;
    const EvidenceOutcome first = run_evidence(assays, plan, options, workers);
    CHECK(first.failed.empty());
    for (std::size_t c = 0; c < plan.claims.size(); ++c) {
        CAPTURE(plan.claims[c].claim.id);
        CHECK(first.results[c].verdict == Verdict::reproduced);
    }
    const std::size_t runs = files_in(folder.path / "runs");
    CHECK(runs == 36);  // three seeds, and three more of the untreated
    for (const ClaimResult& inert : first.controls.at(1)) CHECK(inert.verdict != Verdict::reproduced);
    for (const ClaimResult& themselves : first.controls.at(0)) CHECK(themselves.verdict == Verdict::reproduced);

    options.start = StudyStart::resume;
    const EvidenceOutcome again = run_evidence(assays, plan, options, workers);
    CHECK(files_in(folder.path / "runs") == runs);
    for (std::size_t c = 0; c < plan.claims.size(); ++c)
        CHECK(again.results[c].parts.front().effect.percent == first.results[c].parts.front().effect.percent);
}
