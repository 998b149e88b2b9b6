//! Words of headers and jobs: English. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "full name|employee name|employee|employees|team member|staff member|person|role|roles|job role|job|\
        jobs|job title|job name|job family|position|positions|profile|profiles|persona|personas|title|occupation|\
        designation|actor|actors|user role|team role|user type|member type",
    level: "level|levels|grade|grades|rank|seniority|band|career level|job level|career stage|stage|tier|step|\
        rung|ic level",
    dimension: "dimension|dimensions|competency|competencies|competence|competences|skill|skills|skill name|\
        criterion|criteria|capability|capabilities|task|tasks|activity|activities|deliverable|deliverables|\
        responsibility|duty|function|functions|permission|permissions|privilege|action|actions|attribute|\
        attributes|aspect|aspects|trait|factor|feature|axis|process|work item|topic|question|behavior|behaviour|\
        quality|indicator|item|expectation|knowledge|operation|resource|access|right|api|step|step name",
    group: "group|groups|category|categories|section|area|areas|domain|domains|phase|theme|themes|cluster|block|\
        module|stream|pillar|skill area|skill group|competency area|competency group|type|class|subcategory|\
        sub-category|department|team|family|stage",
    key: "slug|identifier|id|ids|no|no.|nr|nr.|#|№|num|number|code|key|ref|ref.|index|s.no|s.no.|sl no|sr no|\
        sr. no|item no|uid|uuid|step id",
    name: "full name|employee name|name|names|title|label",
    description: "description|descriptions|definition|definitions|details|detail|meaning|explanation|\
        what it means|summary|overview|desc|about",
    note: "note|notes|comment|comments|remark|remarks|example|examples|source|sources|link|links|url|reference|\
        references|evidence|status|priority|weight|weighting|owner|due date|updated|last updated|version",
    value: "value|values|rating|score|text|content|cell|proficiency|proficiency level|required level|\
        expected level|target|raci|assignment|responsibility type|expectation|statement",
    attribute: "responsibilities|key responsibilities|requirements|duties|main duties|qualifications|description|\
        skills|skill|required skills|key skills|skills required|tools|permissions|access|authority|scope|purpose|\
        mission|reports to|salary|experience|education|accountabilities|deliverables|competencies|defined by|\
        expectations|tasks|outcomes|kpis|focus|impact|autonomy|complexity|influence|privileges|objectives|summary|\
        background|interactions|years of experience|time commitment|can|cannot|may|goals|activities|technologies",
    job: "engineer|engineers|engineering manager|founder|co-founder|mgr|mgr.|\
        developer|developers|manager|managers|lead|leads|leader|analyst|\
        architect|scientist|director|owner|designer|administrator|admin|specialist|consultant|reviewer|member|\
        maintainer|committer|contributor|approver|junior|senior|mid|middle|medior|intern|trainee|apprentice|\
        associate|principal|staff|expert|novice|beginner|intermediate|advanced|head|officer|coordinator|assistant|\
        operator|technician|tester|qa|researcher|programmer|master|coach|editor|viewer|guest|user|author|\
        moderator|auditor|supervisor|executive|president|vp|ceo|cto|cfo|coo|ciso|cio|pm|tpm|sdm|sde|sre|dba|\
        devops|hr|sponsor|stakeholder|customer|client|vendor|teacher|nurse|doctor|accountant|writer|strategist|\
        planner|controller|agent|representative|advisor|trainer|chair|secretary|treasurer|volunteer|steward|\
        custodian|champion|scrum master|fellow|distinguished|graduate|instructor|professor|mentor|marketer|\
        recruiter|salesperson|buyer|clerk|cashier|driver|cook|chef|waiter|publisher|subscriber|collaborator|\
        read-only|readonly|superuser|anonymous",
    time: "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|\
        time|hour|period|january|february|march|april|may|june|july|august|september|october|november|december|\
        jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|q1|q2|q3|q4|date|day|week|month|year",
    aggregate: "total|totals|sum|subtotal|grand total|average|averages|avg|mean|count",
    expected: "criteria|expectations|behaviors|behaviours|indicators|evidence|outcomes|requirements",
    person: "person|persons|people|persona|personas|member|members|team member|staff member|full name|employee|\
        employee name|employees|staff name|member name",
    step: "trainee|intern|apprentice|entry level|junior|jr|jr.|mid|mid-level|mid level|middle|intermediate|senior|sr|\
        sr.|principal|distinguished|novice|beginner|basic|foundation|competent|proficient|advanced|expert|mastery|low|medium|high|\
        awareness|practitioner|foundational|developing|elementary|fundamental",
    involvement: "responsible|accountable|consulted|informed|support|supports|supporting|supportive|consult|inform|\
        responsible party|accountable party|responsible role|accountable role",
};
