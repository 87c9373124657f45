"""Names that are words of the language too: alone they are no sign of a person (`names.py`)."""

_WORDS = """
abbey able ace all amber amity and angel any april archer are ash ashes august autumn bailey baker banks
barber barker barnes baron bass bay beach bean bear beck bell berry best bill bird bishop black bloom blue
bond book booth bowling boy brady brand bridge bridges bright brook brooks brown buck burns bush butcher
butler can carpenter carter cash castle chance chapel charity chase church clark clay cliff close coach cole
cook cooper corner cross crystal cubs daisy dale dance dawn day dean drake drew dusty early earnest east eden
ember english ever fair faith farmer field fields finch fine first fish fisher flora flower flowers for ford
forest foster fountain fox francis frank free french frost gale garden gardner gates gem glen gold golden good
grace grant gray green grey ground grove hale hall hand harmony harper hart has haven hawk hay hazel head heath
heather hill hills holiday holland holly holmes holt home honor hood hope house hunt hunter ice iris ivory ivy
jack jasmine jay jewel jolly joy judge june justice keen key keys kind king kitty knight lake lamb land lane
large law lee leigh light lily little lock long lord love low lucky mace major march marina mark marks marsh
marshal mason may mercy merry miles mill miller mills moon moss mount nest new newman noble north not oak
olive one out page paige park parker parks parson pearl penny pepper peter pike pool poole pope porter post
potter pound power precious price prince prudence queen rain ray reed reef rich ridge river rivers robin rock
rod rose rosemary rowan royal ruby rue rush rust sage sailor saint sale sandy school scout sea senior sharp
shepherd sky skye small smart smith snow south spence spencer spring star steel stone storm street strong
summer summers sun sunny swift sydney tanner taylor teal temple terry the thorn tidy timber tower town trinity
true tucker turner two vale vernon violet wade walk walker wall ward warden was water waters way wayne weaver
webb wells west wheeler white who wild will willow wills winter wise wolf wood woods word work worth wren
young zest
"""
COMMON_NAMES = frozenset(_WORDS.split())
