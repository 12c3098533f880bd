#include "app/evidence/readout_terms.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

namespace {

using Names = std::vector<std::string>;
const Names known{"BV/TV", "RANKL", "OPG", "TNF", "IL6", "IL10", "osteoblast proliferation", "differentiation"};

}  // namespace

TEST_CASE("'and' asks for each read-out, '+' for a sum, '/' for a ratio", "[evidence]")
{
    const auto each = readout_terms("TNF and IL6", "down", known);
    REQUIRE(each.size() == 2);
    CHECK(each[0].sum == Names{"TNF"});
    CHECK(each[1].sum == Names{"IL6"});
    CHECK(each[1].expected == Expected::down);

    const auto sum = readout_terms("TNF+IL6", "up", known);
    REQUIRE(sum.size() == 1);
    CHECK(sum[0].sum == Names{"TNF", "IL6"});
    CHECK(sum[0].over.empty());

    const auto ratio = readout_terms("RANKL/OPG", "down", known);
    REQUIRE(ratio.size() == 1);
    CHECK(ratio[0].sum == Names{"RANKL"});
    CHECK(ratio[0].over == Names{"OPG"});
}

TEST_CASE("A read-out whose name has a slash is no ratio", "[evidence]")
{
    const auto terms = readout_terms("BV/TV", "changes", known);
    REQUIRE(terms.size() == 1);
    CHECK(terms[0].sum == Names{"BV/TV"});
    CHECK(terms[0].over.empty());
    CHECK(terms[0].expected == Expected::changes);
}

TEST_CASE("With two directions each part says its own", "[evidence]")
{
    const auto terms = readout_terms("OPG and IL10 up / RANKL/OPG down", "both", known);
    REQUIRE(terms.size() == 3);
    CHECK(terms[0].expected == Expected::up);
    CHECK(terms[1].expected == Expected::up);
    CHECK(terms[2].expected == Expected::down);
    CHECK(terms[2].over == Names{"OPG"});
    CHECK_THROWS_WITH(readout_terms("OPG / RANKL down", "both", known), Catch::Contains("does not say up or down"));
}

TEST_CASE("A read-out that is not known is answered with the nearest one", "[evidence]")
{
    CHECK_THROWS_WITH(readout_terms("osteoblast prolifration and differentiation", "up", known),
                      Catch::Contains("did you mean osteoblast proliferation"));
    CHECK_THROWS_AS(readout_terms("TNF", "sideways", known), InputError);
}
