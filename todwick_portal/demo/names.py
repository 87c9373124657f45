"""Names of people who do not exist, as they stand beside one another in an English class."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Where a family's names come from. `children` are given in this order, so that siblings differ."""

    surnames: tuple[str, ...]
    children: tuple[str, ...]
    mothers: tuple[str, ...]
    fathers: tuple[str, ...]


def _origin(surnames: str, children: str, mothers: str, fathers: str) -> Origin:
    return Origin(*(tuple(words.split()) for words in (surnames, children, mothers, fathers)))


ENGLISH = _origin(
    "Ackroyd Aldous Appleyard Arkle Birtles Blyth Boothroyd Bramall Burkinshaw Calvert Clegg Cowling Cutts Dawber "
    "Dearden Denby Dobbs Dunstan Eastwood Elsworth Fairbairn Fenwick Garside Gledhill Gosling Hallas Hartley Haywood "
    "Heptonstall Hinchliffe Horsfall Hoyland Inkersole Jagger Jowett Kershaw Kilner Lamb Lockwood Lodge Maltby Mawson "
    "Micklethwaite Moorhouse Nettleton Northrop Oldroyd Padgett Peel Quarmby Ramsden Ransome Rawnsley Roebuck "
    "Sandall Schofield Sedgwick Shackleton Sorrell Stancliffe Sugden Sutcliffe Tasker Thackray Tordoff Tulley "
    "Umpleby Varley Wadsworth Weatherill Whitworth Wigglesworth Winterbottom Wooler Wray Yardley",
    "Alice Barnaby Beatrice Bertie Clara Clementine Dexter Dylan Edith Eleanor Elliot Emily Erin Ernest Faith "
    "Felix Florence Frankie Gabriel Georgia Gracie Harriet Harry Henry Holly Imogen Iris Isaac Ivo Jack Jasmine "
    "Jasper Jessica Joel Josie Joshua Kit Lara Layla Lewis Lottie Louie Lucas Lucy Mabel Martha Mason Matilda "
    "Merryn Millie Molly Myles Nancy Nathan Ned Orla Otis Ottilie Pearl Percy Phoebe Ralph Reggie Riley Robyn "
    "Rory Ruby Rupert Sadie Samuel Scarlett Sebastian Seth Sienna Stanley Sylvie Tabitha Thea Tilly Tom Toby "
    "Violet Wilfred Willa William Winnie Xander",
    "Abigail Amy Beth Carly Charlotte Claire Debbie Donna-Marie Emma Fiona Gemma Hayley Heather Jade Jenny Jodie "
    "Kate Kelly Kerry Laura Leanne Lisa Lorna Lynsey Mel Natalie Nicola Paula Rachel Rebecca Sally Sarah Shelley "
    "Sophie Stacey Tessa Tracy Vicky Wendy Zoe",
    "Adam Andy Ashley Ben Carl Chris Craig Daniel Darren Dave Dean Gareth Gavin Graham Ian James Jason John Karl "
    "Kevin Lee Liam Luke Mark Martin Matthew Neil Nick Paul Pete Phil Ricky Rob Ross Scott Simon Steve Stuart Tim "
    "Wayne",
)
POLISH = _origin(
    "Adamczyk Baran Borkowski Duda Górski Kaczmarek Krawczyk Mazur Michalak Pawlak Sikora Stępień Wieczorek "
    "Wójcik Zając",
    "Aleksander Antoni Filip Gabriela Hanna Igor Jakub Julia Kacper Kinga Lena Maja Mikołaj Nadia Natalia Oliwia "
    "Szymon Tymon Wiktoria Zofia Zuzanna",
    "Agnieszka Beata Dorota Ewa Iwona Joanna Justyna Katarzyna Magdalena Małgorzata Monika Sylwia",
    "Andrzej Bartek Grzegorz Jacek Krzysztof Marcin Paweł Piotr Rafał Tomasz Wojciech Zbigniew",
)
PAKISTANI = _origin(
    "Akhtar Anwar Aslam Bashir Chaudhry Iqbal Javed Mahmood Malik Mirza Nawaz Qureshi Rafiq Rashid Saleem Shabir "
    "Siddiqui Tariq Yaqoob Zaman",
    "Aaliyah Abdullah Amina Anaya Ayaan Bilal Danyal Haniya Hamza Haris Humaira Ibraheem Inaya Khadija Mahnoor "
    "Maryam Musa Rayyan Safa Sana Sulaiman Umar Zainab Zakariya Zayn",
    "Asma Bushra Farzana Hina Iram Nadia Nasreen Rabia Rukhsana Saima Shazia Sobia Tahira Yasmin",
    "Adeel Asif Faisal Haroon Imtiaz Kashif Nadeem Naveed Rizwan Sajid Shahid Tanveer Usman Waqas",
)
NIGERIAN = _origin(
    "Adebayo Adeleke Afolabi Bankole Chukwu Ezeh Fashola Igwe Nwosu Obi Ogunleye Okonkwo Onyeka",
    "Ayo Bola Chiamaka Chidera Damilola Ebube Emeka Folake Ife Ikenna Kemi Kosi Obinna Ore Simi Somto Tiwa Tobe Uche "
    "Zikora",
    "Adaeze Adunni Blessing Chinwe Funke Ifeoma Nkechi Patience Ronke Shade Yetunde",
    "Babatunde Chijioke Dele Emmanuel Femi Gbenga Ifeanyi Kunle Obiora Segun Tunde",
)
CHINESE = _origin(
    "Cheung Ho Lau Leung Li Liu Tang Wong Yip Zhou",
    "Chloe Jia Jun Lok Mia Ming Sofia Tin Wing Xin Yan Yi",
    "Fang Hui Ka-Yan Lai Lan Mei-Ling Ping Suk-Yee",
    "Chi-Wai Feng Hao Jian Kin Man-Ho Tao Wei-Ming",
)
IRISH = _origin(
    "Brennan Byrne Cullen Doyle Gallagher Keane Kinsella Lavery Maguire Mulcahy O'Connell O'Hara Rafferty Tierney",
    "Aoife Caoimhe Cillian Ciara Conor Darragh Eoin Fionn Maeve Niamh Oisín Róisín Ronan Saoirse Sinéad Tadhg",
    "Bernadette Breda Deirdre Eileen Grainne Maura Mairead Orlaith Siobhán Una",
    "Aidan Brendan Colm Declan Dermot Fergus Kieran Niall Padraig Shane",
)
INDIAN = _origin(
    "Bhatt Chopra Desai Iyer Joshi Kapoor Mistry Nair Parmar Rao Sandhu Trivedi Vyas",
    "Aanya Advik Arjun Diya Ishaan Jai Kavya Kiran Meera Nikhil Pooja Reyansh Riya Samir Tara Vihaan",
    "Anjali Bhavna Deepa Geeta Hema Jyoti Kalpana Lata Priya Rekha Sunita",
    "Ajay Amit Dinesh Girish Harish Mahesh Nilesh Prakash Raj Sanjay Vijay",
)
ROMANIAN = _origin(
    "Albu Ciobanu Dumitru Ionescu Lungu Marin Munteanu Radu Stan Tudor",
    "Alexia Andrei Bianca Daria Ilinca Luca Matei Radu Sorana Stefan Teodora Vlad",
    "Alina Cristina Elena Gabriela Ioana Mihaela Raluca Simona",
    "Adrian Bogdan Ciprian Cosmin Florin Ionut Marius Sorin",
)
ARAB_AND_SOMALI = _origin(
    "Abdi Aden Barakat Darwish Farah Hersi Jama Khoury Mansour Nasser Omar Warsame Yassin Zidan",
    "Adam Amal Ayub Bushra Dalia Ayan Elias Halima Hassan Ilham Karim Layan Mahad Nasra Rami Salma Sumaya Tariq Yara "
    "Zakaria",
    "Amina Asha Fadumo Hodan Khadra Lina Mona Nour Rania Sahra Yasmina",
    "Abdirahman Ahmed Bashar Faisal Guled Hassan Liban Nabil Samir Walid Yahya",
)
WELSH_AND_SCOTS = _origin(
    "Abernethy Bevan Cadwallader Drummond Ellis Gethin Kerr Lennox Llewellyn Meredith Nisbet Pritchard Rennie Urquhart",
    "Angus Bronwen Carys Catrin Eilidh Euan Ffion Gwen Hamish Huw Iona Isobel Macsen Mairi Osian Rhona Seren Skye "
    "Struan Tomos",
    "Bethan Ceri Eira Elspeth Kirsty Lowri Morag Morwenna Nerys Shona",
    "Alasdair Alun Dewi Dougal Emlyn Fraser Gregor Iwan Murdo Rhodri",
)
