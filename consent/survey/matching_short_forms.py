"""Short forms of forenames that English schools meet, both ways. They only ever suggest, never decide."""

from collections import defaultdict

_SHORT_FORMS = """
abdullah abdul; abigail abi abby abbie gail; adam ad; adelaide addie addy; adrian ade; agnieszka aga; alan
al; albert al alb bert bertie; alexander alex alec xander sasha sandy lex ali; alexandra alex alexa lexi
sandra sasha ali; alexis lexi lexie alex; alfred alf alfie fred freddie; alfie alf; alice ali; alison ali;
amelia millie milly mia amy mels melia; amelie millie; anastasia stacey ana; andrew andy drew; angela
angie; annabel annabelle anna bella belle; annabelle bella belle anna; anna annie ann; anne annie nan;
anthony tony ant; antonia toni; archibald archie arch baldie; archie arch archy; arthur art artie arty;
aurora rory; barbara barb babs; barnaby barney; bartholomew bart; beatrice bea bee trixie; beatrix bea
trixie; benedict ben; benjamin ben benny benji benjie; bethany beth; bernard bernie; bilal billy; bradley
brad; cameron cam; caroline caz carrie; cassandra cass cassie; catherine cath cathy kate katie kitty cat;
cecilia cecily cece; charles charlie chas chaz chuck; charlotte charlie lottie lotte charley char;
christian chris; christina chris tina chrissie; christine chris tina; christopher chris kit topher;
clementine clem clemmie; connor con; constance connie; cordelia delia; cornelius neil; curtis curt; daisy
dais; daniel dan danny; danielle dani; david dave davy; deborah deb debbie; dominic dom; dominik dom;
dorothy dot dottie; dylan dyl; edmund ed eddie ted; edward ed eddie ted teddy ned; eleanor ellie nell nora
ella elle nellie; elena ellie lena; elinor ellie nell; elizabeth liz lizzie beth betty eliza elsie libby
lily bess ellie lisa elle; eliza liz lizzie; ella ellie elle; ellen ellie nell; elsie else; emilia emmie
millie milly emy; emily em emmie emmy millie; emma em emmie; eric ric; esme es; ethan eth; eugene gene;
evangeline eve evie angie; evelyn eve evie; evie eve; ezekiel zeke; fatima fati; felicity flick fliss;
ferdinand ferdie; finlay fin finn; finley fin finn; florence flo flossie florrie; frances fran frankie;
francesca fran frankie chess; francis frank frankie; francisco frank paco; franklin frank frankie;
frederick fred freddie freddy; freddie fred; freya frey; gabriel gabe gabi; gabriella gabby ella gabi;
gabrielle gabby elle; geoffrey geoff; george georgie; georgia georgie gia; georgina georgie gina; gerald
gerry; giovanni gio; grace gracie; gregory greg; gwendolyn gwen; hannah han; harold harry hal; harriet
hattie harri hatty; harrison harry; harry haz; hassan has; helen nell; helena lena nell; henrietta hettie
etta; henry harry hal hank; holly hol; hugh hughie; hugo hugh hugs; humphrey humph; ibrahim ibby ib ibra;
imogen immy immie imo; imran immy imi; india indie; ignatius iggy; isaac zac ike zak; isabel izzy issy
bella belle; isabella izzy issy bella belle izzie isa; isabelle izzy issy bella belle; isla isy izzy;
isobel izzy issy; ismail ish; ivan vanya; jack jackie; jackson jack; jacob jake; jacqueline jackie; james
jim jimmy jamie jem; jamie jay; jane janie; janet jan; jasmine jas jaz jazz; jason jay jase; jayden jay;
jeffrey jeff; jemima jem mima; jennifer jen jenny jenna; jeremiah jez jerry; jeremy jez jem jerry; jessica
jess jessie; joanna jo anna; joanne jo; jocelyn joss; john jack johnny jon; jonathan jon jonny johnny
nathan; jonah joe; joseph joe joey jo; josephine jo josie posy; joshua josh; jose pepe; judith judy jude;
julia jules; julian jules; julie jules; katarzyna kasia; katherine kate katie kathy kat kitty kath;
kathryn kate katie kathy kat; katie kate; kayleigh kay; kenneth ken kenny; kimberley kim; kristina kris
tina; krzysztof kris; kyle ky; laura lau; lauren loz; lawrence larry laurie; layla lay; leah lee; leo lee;
leonard leo len lenny; leonardo leo; leon leo; leopold leo poldi; lewis lew; liam lee; lillian lily lil;
lily lil lils; lucas luke luc; lucia lucy; lucille lucy; lucinda lucy cindy; lucy luce lulu; luke lucas;
lydia lyd; madeleine maddie maddy; madeline maddie maddy; madison maddie maddy; magdalena magda lena;
malachi mal; malcolm mal; malgorzata gosia; marcus marc mark; margaret maggie meg peggy daisy maisie margo
greta; maria mia; mariam mimi; marianne mary; martha marty; martin marty; mary molly polly may; maryam
mimi; mason mase; mathew matt; mathilda tilly; matilda tilly tillie mattie tilda; matthew matt matty;
maurice mo; max maxie; maximilian max; maximus max; maxwell max; maya may; megan meg; melanie mel; melissa
mel lissa; michael mike mick mikey mickey; michelle shell; mikolaj mik; millicent millie milly; minnie
min; miriam mim; mohamed mo; mohammad mo; mohammed mo moe; muhammad mo; molly moll; montgomery monty;
morgan mo; nadia nads; naomi nomi; natalia talia nat; natalie nat; natasha tash tasha; nathan nate nat;
nathaniel nate nat nathan; nevaeh nev; niamh nee; nicholas nick nicky nico; nicola nicky nic; nicole nicky
nic; noah no; norman norm; octavia tavi; oliver ollie olly oli ol; olivia liv livvy livy livi olive ollie;
oluwaseun seun; oscar ozzy ossie oz osc ozzie; oswald ozzy; otto ott; pamela pam; parker park; patricia
pat trish tricia; patrick pat paddy; penelope penny nell poppy; percival percy; persephone percy; peter
pete; philip phil pip; phillip phil; philippa pippa pip; phoebe phoebs bee; pippa pip; piotr peter; poppy
pops pop; priscilla cilla; quentin quinn; rachael rach; rachel rach ray; ralph rafe; raphael rafe raf
rafi; rafael rafa raf; raymond ray; rebecca becky becca bex beck; reginald reg reggie; reggie reg; rhys
reece; richard rich dick rick ricky richie; robert rob bob bobby robbie bert; roberta bobbie; roderick rod
rory; rodney rod; roger rog; roman rome; ronald ron ronnie; ronnie ron; rosalie rosie rose; rosalind ros;
rosamund ros; rose rosie; roseanna rosie; rosemary rose rosie; rowan ro row; roxanne roxy; rufus roo;
rupert ru; russell russ; ruth ruthie; ryan ry; sadie sade; samantha sam sammy; samir sam; samuel sam
sammy; sandra sandy; sarah sally sal; savannah sav savvy; scarlett scar letty; sebastian seb bas baz;
selina lina; serena rena; seth sef; shannon shan; shaun sean; sidney sid; siddharth sid; sienna si; simon
si; sofia sof sophie; solomon sol; sophia sophie soph; sophie soph; spencer spence; stanley stan; stella
ella; stephanie steph; stephen steve stevie ste; steven steve stevie; stuart stu; sullivan sully; susan
sue susie suzie; susannah sue susie; sydney syd; sylvia sylvie; tabitha tabby; tamara tam tammy; tamsin
tam; teresa terri tess; terence terry tel; theodora theo thea dora; theodore theo ted teddy; theresa terri
tess; thaddeus tad; theo teddy ted; thomas tom tommy thom; timothy tim timmy; tobias toby tobi; toby
tobes; tristan tris; valentina val tina; valerie val; vanessa ness nessa; veronica ronnie; victor vic;
victoria vicky tori vic vikki; vincent vince vinny; violet vi lettie; virginia ginny; walter wally walt;
wilfred wilf fred wilfie; wilhelmina billie mina; william will bill billy liam willy wills; winifred
winnie freda; winston winnie; wojciech wojtek; xavier xavi zavi; yasin yas; yasmin yas yaz jas; yousef joe
yusuf; yusuf joe yus; yvonne eve; zachariah zac zack zach zak; zachary zac zack zach zak; zara za; zoe zo;
zuzanna zuza
"""


def _families() -> dict[str, frozenset[str]]:
    """For each name the long names it may stand for, itself included."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in _SHORT_FORMS.split(";"):
        long, *short = line.split()
        for name in (long, *short):
            found[name].add(long)
    return {name: frozenset(longs) for name, longs in found.items()}


_FAMILIES = _families()


def related(one: str, other: str) -> bool:
    """Whether two folded forenames may be forms of one: short and long, or two short forms of one long.

    >>> related("ollie", "oliver"), related("oliver", "olly"), related("ollie", "oli"), related("tom", "tim")
    (True, True, True, False)
    """
    mine, theirs = _FAMILIES.get(one), _FAMILIES.get(other)
    return one != other and mine is not None and theirs is not None and not mine.isdisjoint(theirs)
