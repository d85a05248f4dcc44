"""Bare names of services, employers with a product's name, and anti-cues that deny too little."""

from __future__ import annotations

import pytest

from commonground.ontology.linker.linker import Linker, linker_of
from commonground.ontology.linker.tokens import spelling
from commonground.ontology.ontology import Ontology, load_ontology


@pytest.fixture(scope="module")
def bundled() -> Linker:
    return linker_of(load_ontology())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("AWS: SNS, Lambda, Batch", ["AWS", "Amazon SNS", "AWS Lambda", "AWS Batch"]),
        ("Jobs in Batch and Step Functions", ["AWS Batch", "AWS Step Functions"]),
        ("Ran Functions on Azure", ["Azure Functions", "Azure"]),
        ("GCP (BigQuery, Functions)", ["Google Cloud", "BigQuery", "Google Cloud Functions"]),
        ("Azure: AKS, Load Balancer", ["Azure", "Azure Kubernetes Service", "Azure Load Balancer"]),
        ("GCP: GKE, KMS", ["Google Cloud", "Google Kubernetes Engine", "Google Cloud KMS"]),
        (
            "GCP (GKE), Composer",
            ["Google Cloud", "Google Kubernetes Engine", "Google Cloud Composer"],
        ),
        ("Word, Excel, Access", ["Microsoft Word", "Microsoft Excel", "Microsoft Access"]),
    ],
)
def test_a_bare_name_is_of_the_family_beside_it(
    text: str, names: list[str], bundled: Linker
) -> None:
    assert [link.concept.name for link in bundled.link(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "The functions of the liver and the kidney",
        "Functions: treasury, audit, tax",
        "AWS, Azure, Functions",
        "Wrote the travel policy when we moved to Azure.",
        "Monitor the bill on Azure every Friday.",
        "Glue and paper from AWS Office Supplies",
        "Head of Organizations, AWS",
    ],
)
def test_a_bare_name_without_its_family_links_nothing(text: str, bundled: Linker) -> None:
    bare = {"AWS Glue", "Azure Functions", "Google Cloud Functions", "Azure Policy"}
    bare |= {"Azure Monitor", "AWS Organizations"}
    assert not bare & {link.concept.name for link in bundled.link(text)}


def test_linux_in_a_list_of_one_vendor_stays_linux(bundled: Linker) -> None:
    linked = bundled.link("Azure: Linux, PostgreSQL, AKS")
    assert {"Linux", "PostgreSQL"} <= {link.concept.name for link in linked}


@pytest.mark.parametrize(
    "text",
    [
        "Databricks — Account Executive, 2017–2020",
        "Twilio, Dublin",
        "Data Engineer | GitLab | remote | Jan 2019 – Mar 2021",
        "Interned at Cloudflare in the summer of 2018",
        "Softwareentwicklerin bei Shopify (2019 bis heute)",
        "Joined Elastic in May as its third recruiter.",
        "Splunk is hiring in three cities.",
    ],
)
def test_an_employers_name_is_no_skill(text: str, bundled: Linker) -> None:
    assert [link.concept.name for link in bundled.link(text)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Salesforce Developer, Brandt Foods, 2019–2021", "Salesforce"),
        ("Solutions Engineer, Elastic, Kafka, 2019", "Elasticsearch"),
        ("Docker, used by every developer of the team", "Docker"),
        ("We looked at MongoDB and stayed with files.", "MongoDB"),
        ("GitLab, Jenkins", "GitLab"),
        ("SAP-Beraterin, Brandt Foods, 2015–2019", "SAP"),
    ],
)
def test_a_product_of_such_a_name_is_still_one(text: str, name: str, bundled: Linker) -> None:
    assert name in {link.concept.name for link in bundled.link(text)}


@pytest.mark.parametrize(
    ("text", "name", "linked"),
    [
        ("Configured hosts with Salt and Ansible", "SaltStack", True),
        ("Salt and pepper for forty tables", "SaltStack", False),
        ("Rewrote the shop from React to Vue", "React", True),
        ("React to tickets within the hour", "React", False),
        ("Models with Julia and Python", "Julia", True),
        ("Budgets with Julia from accounting", "Julia", False),
    ],
)
def test_a_thin_anti_cue_leaves_names_to_the_rest(
    text: str, name: str, linked: bool, bundled: Linker
) -> None:
    assert (name in {link.concept.name for link in bundled.link(text)}) == linked


def test_no_anti_cue_ends_in_a_joining_word(bundled: Linker) -> None:
    ontology: Ontology = bundled.ontology
    joining = {"and", "or", "und", "oder", "et", "ou", "y", "o", "e"}
    wide = [
        (concept.id, phrase)
        for concept in ontology.concepts.values()
        for phrase in concept.anti_cues
        if "…" not in phrase and spelling(phrase)[0][-1:] and spelling(phrase)[0][-1] in joining
    ]
    assert wide == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Moved the office chat from Ember to React", ["Ember.js", "React"]),
        ("The salesforce of the northern region", []),
        ("Tea from Java and Ceylon, sold by weight", []),
        ("Snacks: mocha, espresso", []),
        ("desarrollo de aplicaciones con Blender y Unity", ["Blender", "Unity"]),
    ],
)
def test_what_is_no_name_here_needs_more(text: str, names: list[str], bundled: Linker) -> None:
    found = [link.concept.name for link in bundled.link(text)]
    assert [name for name in found if name[0].isupper() and name != "Practice"] == names
