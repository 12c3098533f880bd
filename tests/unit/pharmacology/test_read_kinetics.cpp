#include "pharmacology/read_dosing.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace trabecula;
using Catch::Contains;

namespace {

/// What is read of a compound and one intervention, and what the user is told.
struct Read {
    Compound compound;
    std::optional<Dosing> dosing;
    std::string problems;
};

Read read(const std::string& compound, const std::string& intervention = "")
{
    const ConfigNode root =
        parse_toml("[icariin]\nsource = \"a test\"\n" + compound + "\n[dose]\n" + intervention, "c.toml");
    ConfigReader reader;
    Read result;
    {
        Section section(root, "", reader);
        Section named = section.section("icariin");
        result.compound = read_compound("icariin", named);
        Section dose = section.section("dose");
        if (!intervention.empty())
            result.dosing = dosing_of(dose, read_doses(dose, Hours{28 * 24.0}), result.compound, whole_dose);
    }
    try {
        reader.problems.throw_if_any();
        result.problems = "none";
    } catch (const InputError& error) {
        result.problems = error.what();
    }
    return result;
}

/// A table of pharmacokinetics, with lines beside what every one has.
std::string pk(const std::string& lines, const std::string& name = "rat_oral")
{
    return fmt::format("[icariin.pk.{}]\nmarrow_over_plasma = 1\nsource = \"a test\"\n{}\n", name, lines);
}

const std::string oral = "route = \"oral\"\nbioavailability = \"12 %\"\nabsorption = \"1.2 /h\"\n";
const std::string per_kg = "volume = \"2 L/kg\"\nclearance = \"0.5 L/h/kg\"\n";
const std::string mass = "molar_mass = \"676.7 g/mol\"\n";

}  // namespace

TEST_CASE("A compound's numbers are read in the program's units", "[compound]")
{
    const Read result = read(mass + "nominal = \"10 uM\"\n" +
                             pk(oral + per_kg +
                                "peripheral_volume = \"1000 mL/kg\"\n"
                                "exchange = \"5 mL/min/kg\""));
    REQUIRE(result.problems == "none");
    const Compound& compound = result.compound;
    CHECK(compound.molar_mass->value == Approx(676.7));
    CHECK(compound.nominal->value == Approx(1e7));
    REQUIRE(compound.kinetics.size() == 1);
    const Kinetics& kinetics = compound.kinetics[0];
    CHECK(kinetics.name == "rat_oral");
    CHECK(kinetics.bioavailability == Approx(0.12));
    CHECK(kinetics.absorption.value == Approx(1.2));
    CHECK(kinetics.volume.value == Approx(2.0));
    CHECK(kinetics.clearance.value == Approx(0.5));
    CHECK(kinetics.peripheral->volume.value == Approx(1.0));
    CHECK(kinetics.peripheral->exchange.value == Approx(0.3));
}

TEST_CASE("Volumes and clearances of a whole patient are divided by the body weight", "[compound]")
{
    const Read result =
        read(pk("route = \"infused\"\ninfusion = \"30 min\"\nvolume = \"110 L\"\n"
                "clearance = \"2.75 mL/h\"\nbody_weight = \"70 kg\"",
                "human"));
    REQUIRE(result.problems == "none");
    const Kinetics& kinetics = result.compound.kinetics[0];
    CHECK(kinetics.volume.value == Approx(110.0 / 70.0));
    CHECK(kinetics.clearance.value == Approx(0.00275 / 70.0));
    CHECK(kinetics.infusion.value == Approx(0.5));
    CHECK(kinetics.bioavailability == 1.0);
}

TEST_CASE("What saturates may be by mass or amount, per kg or per animal", "[compound]")
{
    const std::string rate = GENERATE("\"3110 ng/h\"", "\"44.42857 ng/h/kg\"", "\"4595.833 pmol/h\"");
    const std::string half = GENERATE("\"188 ng/mL\"", "\"277.8188 nM\"");
    const Read result = read(mass + pk("route = \"intravenous\"\nbody_weight = \"70 kg\"\n" + per_kg +
                                       "saturable_elimination = " + rate + "\nhalf_saturation = " + half));
    REQUIRE(result.problems == "none");
    const SaturableElimination& saturable = *result.compound.kinetics[0].saturable;
    CHECK(saturable.most_pmol_per_h_kg == Approx(3110.0 / 70.0 * 1e3 / 676.7).epsilon(1e-6));
    CHECK(saturable.half.value == Approx(188.0 * 1e6 / 676.7).epsilon(1e-6));
}

TEST_CASE("An effect keeps the claims that it rests on", "[compound]")
{
    const Read result = read(
        "[icariin.effect.any]\ntarget = \"msc.wnt\"\ndirection = \"activates\"\nemax = 0.5\n"
        "ec50 = \"5 uM\"\nhill = 2\nclaims = [\"ICA-1\", \"ICA-2\"]\nresidual = true\nsource = \"a test\"");
    REQUIRE(result.problems == "none");
    const CompoundEffect& effect = result.compound.effects[0];
    CHECK(effect.claims == std::vector<std::string>{"ICA-1", "ICA-2"});
    CHECK(effect.residual);
    CHECK(effect.share_at(5e6) == Approx(0.5));
    CHECK(effect.share_at(1e7) == Approx(0.8));
    CHECK(effect.share_at(0.0) == 0.0);
    CHECK(effect.share_at(1e300) == 1.0);
}

TEST_CASE("A dose may be by mass or amount, per kg or per animal", "[doses]")
{
    struct Case {
        const char* dose;
        double pmol_per_kg;
    };
    const Case one = GENERATE(Case{"125 mg/kg", 125e9 / 676.7}, Case{"37.5 mg", 125e9 / 676.7},
                              Case{"0.125 g/kg", 125e9 / 676.7}, Case{"50 nmol/kg", 5e4}, Case{"15 nmol", 5e4});
    CAPTURE(one.dose);
    const Read result = read(mass + pk("route = \"intravenous\"\nbody_weight = \"0.3 kg\"\n" + per_kg),
                             fmt::format("dose = \"{}\"", one.dose));
    REQUIRE(result.problems == "none");
    CHECK(result.dosing->course.level_at(0.0) == Approx(one.pmol_per_kg / 2.0));
    CHECK(result.dosing->course.count == 1);
}

TEST_CASE("Doses repeat from the start to before the stop", "[doses]")
{
    struct Case {
        const char* times;
        double start_h;
        std::int64_t count;
    };
    const Case one =
        GENERATE(Case{"every = \"1 d\"", 0.0, 28}, Case{"every = \"1 d\"\nstart = \"2 d\"\nstop = \"4 d\"", 48.0, 2},
                 Case{"every = \"1 d\"\nstart = \"2 d\"\nstop = \"49 h\"", 48.0, 1},
                 Case{"every = \"1 d\"\nstop = \"25 h\"", 0.0, 2}, Case{"every = \"90 d\"", 0.0, 1},
                 Case{"start = \"5 d\"", 120.0, 1});
    CAPTURE(one.times);
    const Read result = read(mass + pk(oral + per_kg), fmt::format("dose = \"1 mg/kg\"\n{}", one.times));
    REQUIRE(result.problems == "none");
    CHECK(result.dosing->course.start.value == one.start_h);
    CHECK(result.dosing->course.count == one.count);
}

TEST_CASE("Pharmacokinetics without what it needs is refused", "[compound][errors]")
{
    struct Wrong {
        std::string lines;
        const char* said;
    };
    const std::string intravenous = "route = \"intravenous\"\n";
    const Wrong wrong = GENERATE_COPY(values<Wrong>({
        {"route = \"oral\"\nbioavailability = 0.1\n" + per_kg,
         "icariin.pk.rat_oral.absorption is missing; an oral or injected dose needs it, like absorption = \"1.2 /h\""},
        {"route = \"injected\"\nabsorption = \"1 /h\"\n" + per_kg,
         "icariin.pk.rat_oral.bioavailability is missing; an oral or injected dose needs it"},
        {"route = \"orl\"\n" + per_kg, "route = \"orl\" is not known; did you mean oral?"},
        {oral + "volume = \"2 L/kg\"\n", "clearance is missing; it has no default"},
        {"route = \"oral\"\nabsorption = \"1 /h\"\nbioavailability = 1.2\n" + per_kg,
         "bioavailability = 1.2 is out of range: it must lie between 0 (excluded) and 1"},
        {intravenous + per_kg + "absorption = \"1 /h\"", "absorption is for routes that are absorbed"},
        {intravenous + per_kg + "infusion = \"1 h\"", "infusion is for the route infused; leave it out"},
        {"route = \"infused\"\n" + per_kg, "infusion is missing; an infused dose needs it, like infusion = \"30 min\""},
        {intravenous + per_kg + "exchange = \"0.3 L/h/kg\"", "exchange needs peripheral_volume too, like \"1 L/kg\""},
        {intravenous + per_kg + "peripheral_volume = \"1 L/kg\"", "peripheral_volume needs exchange too"},
        {intravenous + per_kg + "saturable_elimination = \"44 ng/h/kg\"",
         "saturable_elimination needs half_saturation too, like \"188 ng/mL\" or \"1.3 nM\""},
        {intravenous + per_kg + "half_saturation = \"1.3 nM\"",
         "half_saturation needs saturable_elimination too, like \"44 ng/h/kg\""},
        {intravenous + per_kg + "saturable_elimination = \"44 ng/h/kg\"\nhalf_saturation = \"1.3 nM\"",
         "saturable_elimination is by mass, and the compound has no molar_mass"},
        {intravenous + per_kg + "saturable_elimination = \"44 pmol/h/kg\"\nhalf_saturation = \"1 fM\"",
         "takes what is far below half_saturation from the blood at 2.2e+04 /h, and it must be at most 100 /h"},
        {intravenous + per_kg + "saturable_elimination = \"44 pmol/h\"\nhalf_saturation = \"1.3 nM\"",
         "saturable_elimination is that of a whole animal or patient and needs its body_weight"},
        {intravenous + "volume = \"110 L\"\nclearance = \"0.5 L/h/kg\"",
         "volume is that of a whole animal or patient and needs its body_weight, like \"0.3 kg\""},
        {intravenous + "volume = \"3 um\"\nclearance = \"0.5 L/h/kg\"",
         "volume = \"3 um\" is neither a volume per body weight like \"2 L/kg\" nor a volume of an animal or patient "
         "like \"110 L\""},
        {intravenous + "volume = 3\nclearance = \"0.5 L/h/kg\"",
         "volume = 3 is not a number with a known unit; give a volume per body weight like \"2 L/kg\" or a volume of"},
        {intravenous + "volume = \"0 L/kg\"\nclearance = \"0.5 L/h/kg\"",
         "volume = \"0 L/kg\" is out of range: it must be more than 0 L/kg"},
        {intravenous + per_kg + "peripheral_volum = \"1 L/kg\"",
         "unknown key icariin.pk.rat_oral.peripheral_volum; did you mean peripheral_volume?"},
    }));
    CHECK_THAT(read(pk(wrong.lines)).problems, Contains(wrong.said));
}

TEST_CASE("A dose that cannot be given is refused", "[doses][errors]")
{
    struct Wrong {
        std::string compound, intervention;
        const char* said;
    };
    const std::string right = mass + pk(oral + per_kg);
    const Wrong wrong = GENERATE_COPY(values<Wrong>({
        {right, "dose = \"-5 mg/kg\"",
         "c.toml:15:8: dose.dose = \"-5 mg/kg\" is out of range: it must be at least 0 mg/kg"},
        {right, "dose = \"5 mg/L\"",
         "dose = \"5 mg/L\" is neither a dose by mass per body weight like \"125 mg/kg\" nor by mass like \"60 mg\" "
         "nor by "
         "amount per body weight like \"50 nmol/kg\" nor by amount like \"4857 pmol\""},
        {right, "dose = \"5\"", "dose = \"5\" is neither"},
        {right, "dose = 5", "dose = 5 is not a number with a known unit; give a dose by mass per body weight"},
        {pk(oral + per_kg), "dose = \"5 mg/kg\"",
         "dose is by mass, and compound icariin has no molar mass; add compound.icariin.molar_mass = \"676.7 g/mol\", "
         "or "
         "give the dose by amount"},
        {mass, "dose = \"5 mg/kg\"",
         "dose needs pharmacokinetics, and compound icariin has none; add a table like [compound.icariin.pk.rat_oral], "
         "or give a concentration instead"},
        {right + pk(oral + per_kg, "human_oral"), "dose = \"5 mg/kg\"",
         "pk is missing, and compound icariin has several; give one of human_oral, rat_oral"},
        {right, "dose = \"5 mg/kg\"\npk = \"rat_orl\"",
         "pk = \"rat_orl\" is no pharmacokinetics of compound icariin; did you mean rat_oral?"},
        {right, "dose = \"5 mg\"",
         "dose is that of a whole animal or patient, and compound.icariin.pk.rat_oral has no body_weight; add it "
         "there, or "
         "give the dose per kg"},
        {right, "dose = \"5 mg/kg\"\nstart = \"30 d\"", "start = 720 h is past the end of the run at 672 h"},
        {right, "dose = \"5 mg/kg\"\nevery = \"1 d\"\nstop = \"84 d\"",
         "stop = 2016 h is past the end of the run at 672 h; leave it out, or run longer"},
        {right, "dose = \"5 mg/kg\"\nstart = \"3 d\"\nevery = \"1 d\"\nstop = \"2 d\"",
         "stop = 48 h is not after the start"},
        {right, "dose = \"5 mg/kg\"\nstop = \"2 d\"", "stop is for doses that repeat; add every = \"1 d\""},
        {right, "dose = \"5 mg/kg\"\nevery = \"0 h\"", "every = \"0 h\" is out of range"},
        {mass + pk("route = \"infused\"\ninfusion = \"2 h\"\n" + per_kg), "dose = \"5 mg/kg\"\nevery = \"1 h\"",
         "every = 1 h is shorter than an infusion, 2 h"},
    }));
    CAPTURE(wrong.intervention);
    CHECK_THAT(read(wrong.compound, wrong.intervention).problems, Contains(wrong.said));
}

TEST_CASE("A compound named twice in one file is refused with its place", "[compound][errors]")
{
    CHECK_THROWS_WITH(parse_toml("[compound.icariin]\nsource = \"a\"\n[compound.icariin]\nsource = \"b\"\n", "c.toml"),
                      Contains("c.toml:3:") && Contains("icariin"));
}
