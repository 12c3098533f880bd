#include "agents/bone_ledger.hpp"
#include "agents/touched_surface.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

namespace {

Tissue row_of(const std::vector<float>& fractions)
{
    const Grid grid{static_cast<int>(fractions.size()), 1, 1, Micrometres{10}};
    return tissue_from({grid, fractions, {}, {}}, Hours{100}, Number{0.8});
}

const std::vector<VoxelId> first_two{VoxelId{0}, VoxelId{1}};

}  // namespace

TEST_CASE("Formation beyond full spills to the next voxel", "[bone]")
{
    Tissue tissue = row_of({0.75F, 0.0F, 0.0F});
    BoneLedger ledger(tissue, Hours{12});
    CHECK(ledger.form(first_two, 0.5) == 0.0);
    CHECK(ledger.fraction(VoxelId{0}) == 1.0F);
    CHECK(ledger.fraction(VoxelId{1}) == 0.25F);
    CHECK(ledger.form(first_two, 1.0) == Approx(0.25));
    CHECK(std::abs(balance(tissue).discrepancy()) < 1e-6);
}

TEST_CASE("Resorption past empty goes on in the next voxel, and says what was not there", "[bone]")
{
    Tissue tissue = row_of({0.125F, 1.0F, 1.0F});
    BoneLedger ledger(tissue, Hours{12});
    CHECK(ledger.resorb(first_two, 0.5) == Approx(0.0).margin(1e-7));
    CHECK(ledger.fraction(VoxelId{0}) == 0.0F);
    CHECK(ledger.fraction(VoxelId{1}) == Approx(0.625));
    CHECK(ledger.resorb(first_two, 2.0) == Approx(2.0 - 0.625));
    CHECK(ledger.fraction(VoxelId{2}) == 1.0F);
    const BoneBalance books = balance(tissue);
    CHECK(books.resorbed == Approx(1.125));
    CHECK(std::abs(books.discrepancy()) < 1e-6);
}

TEST_CASE("New matrix is bare of mineral and young, and thins what was there", "[bone]")
{
    Tissue tissue = row_of({0.5F});
    BoneLedger ledger(tissue, Hours{12});
    const std::vector<VoxelId> only{VoxelId{0}};
    ledger.form(only, 0.5);
    CHECK(tissue.table[tissue.mineral][0] == Approx(0.4));
    CHECK(tissue.table[tissue.matrix_age_h][0] == Approx(50.0));
}

TEST_CASE("What is lost is booked as lost", "[bone]")
{
    Tissue tissue = row_of({0.75F, 1.0F});
    BoneLedger ledger(tissue, Hours{12});
    ledger.lose(VoxelId{0});
    CHECK(balance(tissue).lost == 0.75);
    CHECK(balance(tissue).discrepancy() == 0.0);
    CHECK(ledger.take_touched() == std::vector<VoxelId>{VoxelId{0}});
    CHECK(ledger.take_touched().empty());
}

TEST_CASE("A voxel knows when bone was last formed or resorbed in it", "[bone]")
{
    Tissue tissue = row_of({0.5F, 1.0F, 1.0F, 0.0F});
    BoneLedger(tissue, Hours{3}).form(first_two, 0.25);
    BoneLedger(tissue, Hours{4}).resorb(std::vector{VoxelId{1}}, 0.25);
    const auto changed_h = tissue.table[tissue.changed_h];
    CHECK(changed_h[0] == 3.0F);
    CHECK(changed_h[1] == -4.0F);
    CHECK(changed_h[2] == 0.0F);
    BoneLedger(tissue, Hours{5}).lose(VoxelId{2});
    CHECK(changed_h[2] == 0.0F);
}

TEST_CASE("A surface is eroded from when bone is resorbed at it until bone is formed on it", "[bone]")
{
    Tissue tissue = row_of({1.0F, 0.0F, 1.0F});
    const VoxelId marrow{1};
    CHECK(eroded_share(tissue, marrow) == 0.0F);
    BoneLedger(tissue, Hours{12}).resorb(std::vector<VoxelId>{VoxelId{0}}, 0.25);
    CHECK(eroded_share(tissue, marrow) == 0.5F);  // one of two faces
    BoneLedger(tissue, Hours{24}).form(std::vector<VoxelId>{marrow}, 0.25);
    CHECK(eroded_share(tissue, marrow) == 0.0F);
    BoneLedger(tissue, Hours{36}).resorb(std::vector<VoxelId>{marrow, VoxelId{2}}, 0.375);
    CHECK(eroded_share(tissue, marrow) == 1.0F);  // the bone beyond the marrow that was opened is eroded with it
}
