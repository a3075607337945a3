//! The trade's words that say the same.
//!
//! Brand names of fuel cards and toll tags stand for what they pay. One text, because a browser would
//! load two addresses and two lengths with every line of a table.

/// What is written, and what it is read as, both in lower case, singular, words apart by one blank:
/// rates, accessorials, e-checks and cards, fuel and tolls, deductions and money held, the books.
const SYNONYMS: &str = "\
fsc=fuel surcharge
line haul=linehaul
lh=linehaul
hauling=freight
trucking=freight
mileage=mile
deadhead=empty mile
dead head=empty mile
o o=owner operator
owner op=owner operator
lease operator=owner operator
independent contractor=owner operator
subhaul=purchased transportation
sub haul=purchased transportation
per diem=perdiem
wage=pay
salary=pay
payroll=pay
compensation=pay
settlement=pay
paid=pay
truck ordered not used=tonu
truck order not used=tonu
dry run=tonu
unloading=lumper
waiting time=detention
wait time=detention
lay over=layover
stop off=stopoff
extra stop=stopoff
additional stop=stopoff
write off=writeoff
tarping=tarp
e check=echeck
comdata=echeck
comchek=echeck
efs=echeck
t chek=echeck
tchek=echeck
express code=echeck
money code=echeck
ulsd=diesel
diesel exhaust fluid=def
refrigerated=reefer
refrigeration=reefer
tru=reefer
ez pass=toll
e zpass=toll
ezpass=toll
prepass=toll
bestpass=toll
chargeback=deduction
charge back=deduction
recovered=deduction
recovery=deduction
reserve=escrow
holdback=escrow
hold back=escrow
electronic logging device=eld
a r=receivable
ar=receivable
debtor=receivable
a p=payable
ap=payable
creditor=payable
income=revenue
sale=revenue
cost=expense
deposit in transit=undeposited fund
unclassified=general
uncategorized=general
uncategorised=general
default=general
misc=general
miscellaneous=general
sundry=general
other=general";

/// Each phrase that begins with these letters, with what it is read as.
pub(super) fn synonyms(beginning: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = SYNONYMS.split('\n').filter(move |line| line.starts_with(beginning));
    lines.filter_map(|line| line.split_once('='))
}
