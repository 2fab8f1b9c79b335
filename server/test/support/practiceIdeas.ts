import type { Locale, ObstacleCategory, PracticeTheme } from '@charrette/shared'

/**
 * One idea in one language: its title, sentences about it, and queries of people who look for it in
 * other words or forms.
 */
interface IdeaTexts {
	title: string
	sentences: readonly [string, string, string]
	queries: readonly [string, string]
}

/** An idea that a city might publish as a practice, with the vocabulary of the sample workshop. */
export interface Idea {
	themes: PracticeTheme[]
	categories: ObstacleCategory[]
	sdgs: number[]
	texts: Record<Locale, IdeaTexts>
}

type Written = [title: string, sentences: [string, string, string], queries: [string, string]]
const toTexts = ([title, sentences, queries]: Written): IdeaTexts => ({ title, sentences, queries })
const idea = (
	[themes, categories, sdgs]: [PracticeTheme[], ObstacleCategory[], number[]],
	texts: Record<Locale, Written>,
): Idea => ({
	themes,
	categories,
	sdgs,
	texts: {
		en: toTexts(texts.en),
		'zh-CN': toTexts(texts['zh-CN']),
		es: toTexts(texts.es),
		fr: toTexts(texts.fr),
	},
})

export const IDEAS: readonly Idea[] = [
	idea([['mobility'], ['law'], [11, 16]], {
		en: [
			'One-stop permit counter with a thirty-day clock',
			[
				'Bus lanes waited nine months for signatures of five offices.',
				'A single counter takes every application and answers within thirty days.',
				'What is not answered in time counts as approved.',
			],
			['permits delayed', 'application approval counter'],
		],
		'zh-CN': [
			'三十天内答复的一站式许可窗口',
			[
				'公交专用道的许可要等九个月，五个部门分别签字。',
				'一个窗口受理全部申请，三十天内必须答复。',
				'逾期未答复的视为批准。',
			],
			['許可', '窗口申请'],
		],
		es: [
			'Ventanilla única de permisos con plazo de treinta días',
			[
				'Los carriles bus esperaban nueve meses las firmas de cinco oficinas.',
				'Una sola ventanilla recibe las solicitudes y responde en treinta días.',
				'Lo que no se contesta a tiempo queda aprobado.',
			],
			['permiso ventanilla', 'solicitud aprobada plazo'],
		],
		fr: [
			'Guichet unique des autorisations en trente jours',
			[
				'Les couloirs de bus attendaient neuf mois la signature de cinq services.',
				'Un seul guichet reçoit les demandes et répond en trente jours.',
				'Sans réponse dans le délai, la demande est acceptée.',
			],
			['autorisation guichet', 'demande acceptée'],
		],
	}),
	idea([['water', 'climate'], ['coordination'], [6, 13]], {
		en: [
			'Rain gardens that hold stormwater in school yards',
			[
				'Streets flooded after every cloudburst.',
				'Paved yards became gardens that soak up the rain.',
				'Drainage and parks departments share one design manual.',
			],
			['flooding garden', 'soak rainwater school'],
		],
		'zh-CN': [
			'校园雨水花园滞留暴雨',
			['每次暴雨后街道积水。', '硬化的操场改成能吸水的花园。', '排水和园林两个部门使用同一本设计手册。'],
			['积水', '雨水花园'],
		],
		es: [
			'Jardines de lluvia en patios escolares',
			[
				'Las calles se inundaban con cada aguacero.',
				'Los patios pavimentados son ahora jardines que absorben la lluvia.',
				'Drenaje y parques comparten un manual de diseño.',
			],
			['inundación jardín', 'absorber lluvias patio'],
		],
		fr: [
			'Jardins de pluie dans les cours d’école',
			[
				'Les rues étaient inondées à chaque orage.',
				'Les cours goudronnées sont devenues des jardins qui absorbent la pluie.',
				'Assainissement et espaces verts partagent un manuel.',
			],
			['inondation jardins', 'absorber pluie école'],
		],
	}),
	idea([['waste'], ['acceptance'], [12]], {
		en: [
			'Evening slot for sorted waste, voted by residents',
			[
				'Collection hours did not suit people who work shifts.',
				'Residents voted for a second slot after eight in the evening.',
				'Volunteers guide the sorting and pay lower fees.',
			],
			['waste sorting volunteer', 'collection evening vote'],
		],
		'zh-CN': [
			'居民投票增设夜间垃圾分类投放时段',
			['投放时间不适合上夜班的人。', '居民投票决定晚上八点后增设一次。', '志愿者指导分类，物业费打折。'],
			['垃圾', '志愿者分类'],
		],
		es: [
			'Horario nocturno para residuos separados, votado por los vecinos',
			[
				'El horario de recogida no servía a quien trabaja por turnos.',
				'Los vecinos votaron una segunda franja después de las ocho.',
				'Voluntarios guían la separación y pagan menos cuota.',
			],
			['residuo separado voluntario', 'recogida nocturna vecino'],
		],
		fr: [
			'Créneau du soir pour le tri des déchets, voté par les habitants',
			[
				'Les horaires de collecte ne convenaient pas au travail posté.',
				'Les habitants ont voté un second créneau après vingt heures.',
				'Des bénévoles guident le tri et paient moins de charges.',
			],
			['tri déchet bénévole', 'collecte soir habitant'],
		],
	}),
	idea([['economy'], ['procurement'], [9, 12]], {
		en: [
			'Bids scored on ten-year cost, not on price',
			[
				'The cheapest bid won and failed within a year.',
				'Tenders are ranked by what they cost over ten years, repairs included.',
				'A template for the calculation comes with each tender.',
			],
			['tender lifetime cost', 'cheapest bids fail'],
		],
		'zh-CN': [
			'按十年成本而非报价评标',
			['最低价中标，一年就坏。', '按包括维修在内的十年成本排名。', '每次招标都附计算模板。'],
			['招标', '最低价'],
		],
		es: [
			'Ofertas puntuadas por el coste a diez años, no por el precio',
			[
				'Ganaba la oferta más barata y fallaba en un año.',
				'Las licitaciones se ordenan por lo que cuestan en diez años, con reparaciones.',
				'Cada licitación trae una plantilla de cálculo.',
			],
			['licitación coste reparación', 'oferta barata falla'],
		],
		fr: [
			'Offres notées sur dix ans de coûts, pas sur le prix',
			[
				'L’offre la moins chère gagnait et tombait en panne en un an.',
				'Les appels d’offres sont classés selon le coût sur dix ans, réparations comprises.',
				'Un modèle de calcul accompagne chaque appel.',
			],
			['appel offre réparation', 'panne moins chère'],
		],
	}),
	idea([['housing'], ['land'], [11]], {
		en: [
			'Land readjustment: owners join as partners',
			[
				'The plots that were needed belonged to many families.',
				'Owners bring their land and get serviced plots back.',
				'Nobody is evicted, and the street pays for itself.',
			],
			['landowners partner', 'plots family eviction'],
		],
		'zh-CN': [
			'土地重整：业主以合伙人身份加入',
			['所需地块属于许多家庭。', '业主以土地入股，换回配套完善的地块。', '无人被驱逐，道路建设自负盈亏。'],
			['土地', '业主入股'],
		],
		es: [
			'Reajuste de tierras: los dueños entran como socios',
			[
				'Los predios necesarios eran de muchas familias.',
				'Los dueños aportan su terreno y reciben lotes con servicios.',
				'Nadie es desalojado y la calle se paga sola.',
			],
			['dueño terreno socio', 'predio familia desalojo'],
		],
		fr: [
			'Remembrement : les propriétaires deviennent associés',
			[
				'Les parcelles nécessaires appartenaient à de nombreuses familles.',
				'Les propriétaires apportent leur terrain et reçoivent des lots viabilisés.',
				'Personne n’est expulsé et la rue se finance seule.',
			],
			['propriétaire associé terrain', 'parcelle famille expulsion'],
		],
	}),
	idea([['digital'], ['data'], [9, 17]], {
		en: [
			'A data trustee with one shared map',
			[
				'Each bureau kept its own map and would not share it.',
				'An independent trustee holds the data under rules that all signed.',
				'Sensors report hourly to one open map.',
			],
			['shared maps bureaus', 'trustee sensor data'],
		],
		'zh-CN': [
			'数据受托机构与一张共享地图',
			['各局保留自己的地图，不愿共享。', '独立受托机构按共同签署的规则保管数据。', '传感器每小时上报到一张公开地图。'],
			['地图', '数据共享'],
		],
		es: [
			'Un fideicomiso de datos con un mapa compartido',
			[
				'Cada oficina guardaba su propio mapa y no lo compartía.',
				'Un fideicomiso independiente custodia los datos según reglas firmadas.',
				'Los sensores informan cada hora a un mapa abierto.',
			],
			['mapas compartir oficina', 'fideicomiso dato sensor'],
		],
		fr: [
			'Un tiers de confiance des données et une carte partagée',
			[
				'Chaque bureau gardait sa carte et ne la partageait pas.',
				'Un tiers indépendant conserve les données selon des règles signées.',
				'Les capteurs alimentent chaque heure une carte ouverte.',
			],
			['cartes partager bureau', 'tiers donnée capteur'],
		],
	}),
	idea([['mobility'], ['partners'], [8, 11]], {
		en: [
			'Shares in the feeder company for minibus owners',
			[
				'Owners of feeder vans were never at the table.',
				'They hold shares and drive fixed routes for a salary.',
				'Passengers change to the metro with one ticket.',
			],
			['minibus shareholders', 'van owner salary ticket'],
		],
		'zh-CN': [
			'小巴车主入股接驳公司',
			['接驳小巴车主从未被邀请参与。', '他们持有股份，按固定线路驾驶并领取工资。', '乘客一票换乘地铁。'],
			['小巴', '车主股份'],
		],
		es: [
			'Acciones de la empresa alimentadora para dueños de busetas',
			[
				'Los dueños de busetas nunca fueron invitados a la mesa.',
				'Tienen acciones y conducen rutas fijas con salario.',
				'El pasajero cambia al metro con un solo billete.',
			],
			['buseta acción empresa', 'ruta salario billete'],
		],
		fr: [
			'Des parts de la société de rabattement pour les propriétaires de minibus',
			[
				'Les propriétaires de minibus n’étaient jamais invités.',
				'Ils détiennent des parts et conduisent des lignes fixes contre un salaire.',
				'Le voyageur rejoint le métro avec un seul billet.',
			],
			['minibus part société', 'ligne salaire billets'],
		],
	}),
	idea([['publicSpace'], ['acceptance'], [3, 11]], {
		en: [
			'A one-month street closure that counts customers',
			[
				'Shopkeepers feared to lose parking.',
				'The street closed for a month, and customers were counted before and after.',
				'The shops asked to keep it closed.',
			],
			['shops parking fear', 'customer counting closures'],
		],
		'zh-CN': [
			'试行一个月封街并统计顾客',
			['店主担心失去停车位。', '封街一个月，前后统计顾客人数。', '店铺要求继续封街。'],
			['停车', '顾客统计'],
		],
		es: [
			'Cierre de calle de un mes con conteo de clientes',
			[
				'Los comerciantes temían perder aparcamiento.',
				'La calle cerró un mes y se contaron los clientes antes y después.',
				'Las tiendas pidieron mantenerla cerrada.',
			],
			['comerciante aparcamiento temor', 'contar cliente tienda'],
		],
		fr: [
			'Une rue fermée un mois avec comptage des clients',
			[
				'Les commerçants craignaient de perdre le stationnement.',
				'La rue a fermé un mois, et les clients ont été comptés avant et après.',
				'Les boutiques ont demandé à la garder fermée.',
			],
			['commerçant stationnement crainte', 'compter client boutique'],
		],
	}),
	idea([['energy', 'housing'], ['money'], [7]], {
		en: [
			'Rooftop solar paid back through the rent',
			[
				'Tenants could not pay for panels in advance.',
				'The panels are financed by the savings on their bills.',
				'A cooperative maintains the roofs.',
			],
			['solar panel financing', 'tenant cooperatives roof'],
		],
		'zh-CN': [
			'屋顶光伏以租金偿还',
			['租户无力预付光伏板费用。', '光伏板由节省的电费偿还。', '合作社负责屋顶维护。'],
			['光伏', '租户电费'],
		],
		es: [
			'Paneles solares pagados con el alquiler',
			[
				'Los inquilinos no podían pagar los paneles por adelantado.',
				'Se financian con el ahorro en la factura.',
				'Una cooperativa mantiene los tejados.',
			],
			['panel solar financiación', 'inquilino cooperativa tejado'],
		],
		fr: [
			'Des panneaux solaires remboursés par le loyer',
			[
				'Les locataires ne pouvaient pas payer les panneaux d’avance.',
				'Ils sont financés par les économies sur la facture.',
				'Une coopérative entretient les toits.',
			],
			['panneau solaire financement', 'locataire coopérative toit'],
		],
	}),
	idea([['education', 'participation'], ['skills'], [4]], {
		en: [
			'Every planner paired with a student for a year',
			[
				'Nobody in the district office could read the traffic model.',
				'Each planner works with a university student for a year.',
				'Students teach the software and learn how decisions are made.',
			],
			['students traffic modelling', 'planner university pairing'],
		],
		'zh-CN': [
			'规划师与大学生结对一年',
			['区办公室没有人看得懂交通模型。', '每位规划师与一名大学生共事一年。', '学生教软件，也学习如何决策。'],
			['学生', '交通模型'],
		],
		es: [
			'Cada planificador con un estudiante durante un año',
			[
				'Nadie en el distrito sabía leer el modelo de tráfico.',
				'Cada planificador trabaja un año con un estudiante universitario.',
				'El estudiante enseña el programa y aprende cómo se decide.',
			],
			['estudiantes modelo tráfico', 'planificadora universitaria'],
		],
		fr: [
			'Chaque urbaniste en binôme avec un étudiant pendant un an',
			[
				'Personne au district ne savait lire le modèle de trafic.',
				'Chaque urbaniste travaille un an avec un étudiant de l’université.',
				'L’étudiant enseigne le logiciel et apprend comment on décide.',
			],
			['étudiants modèles trafic', 'urbanistes binômes'],
		],
	}),
	idea([['food', 'health'], ['land'], [2, 3]], {
		en: [
			'Vegetable plots beside clinics',
			[
				'Patients with diabetes had no fresh food nearby.',
				'Clinics lend their lawns to neighbours who grow vegetables.',
				'Nurses prescribe a plot instead of a leaflet.',
			],
			['clinic vegetables growing', 'diabetic patient food'],
		],
		'zh-CN': [
			'诊所旁的菜园',
			['糖尿病患者附近没有新鲜食物。', '诊所把草坪借给种菜的邻居。', '护士开出菜地处方，而不是传单。'],
			['菜园', '诊所种菜'],
		],
		es: [
			'Huertos junto a los centros de salud',
			[
				'Los pacientes con diabetes no tenían comida fresca cerca.',
				'Los centros prestan su césped a vecinos que cultivan verduras.',
				'Las enfermeras recetan un huerto en vez de un folleto.',
			],
			['huerto verdura salud', 'paciente diabético comida'],
		],
		fr: [
			'Des potagers à côté des dispensaires',
			[
				'Les patients diabétiques n’avaient pas d’aliments frais à proximité.',
				'Les dispensaires prêtent leurs pelouses à des voisins qui cultivent des légumes.',
				'Les infirmières prescrivent un potager au lieu d’un dépliant.',
			],
			['potager légume dispensaire', 'patient diabète aliment'],
		],
	}),
	idea([['safety', 'inclusion'], ['political'], [5, 16]], {
		en: [
			'Night walks that decide where lights go',
			[
				'Women avoided the underpasses after dark.',
				'Women walk with the mayor and mark where lamps are missing.',
				'The council has to light the marked places within three months.',
			],
			['women lighting underpass', 'lamps missing walk'],
		],
		'zh-CN': [
			'夜行调查决定路灯位置',
			['妇女天黑后不敢走地下通道。', '妇女与市长同行，标出缺少路灯的地方。', '议会须在三个月内照亮这些地方。'],
			['路灯', '妇女通道'],
		],
		es: [
			'Caminatas nocturnas que deciden dónde va la luz',
			[
				'Las mujeres evitaban los pasos subterráneos de noche.',
				'Caminan con la alcaldesa y marcan dónde faltan farolas.',
				'El concejo debe iluminar esos lugares en tres meses.',
			],
			['mujer farola noche', 'iluminación subterráneo'],
		],
		fr: [
			'Des marches nocturnes qui décident de l’éclairage',
			[
				'Les femmes évitaient les passages souterrains la nuit.',
				'Elles marchent avec la maire et notent où manquent les lampadaires.',
				'Le conseil doit éclairer ces lieux en trois mois.',
			],
			['femme lampadaire nuit', 'éclairer souterrain'],
		],
	}),
	idea([['culture', 'economy'], ['law'], [8, 11]], {
		en: [
			'Utility tunnels that spare the old quarter',
			[
				'The rules for historic blocks forbade new pipes.',
				'A tunnel around the quarter carries water, power and fibre.',
				'Masons from the quarter do the small repairs above.',
			],
			['historic pipes tunnelling', 'mason repair quarter'],
		],
		'zh-CN': [
			'绕开历史街区的综合管廊',
			['历史街区的规定不允许新管线。', '绕行管廊容纳水、电和光纤。', '街区工匠负责地面微更新。'],
			['管廊', '历史街区'],
		],
		es: [
			'Galerías de servicios que rodean el casco antiguo',
			[
				'Las normas del barrio histórico prohibían nuevas tuberías.',
				'Una galería alrededor lleva agua, luz y fibra.',
				'Albañiles del barrio hacen las pequeñas reparaciones.',
			],
			['tubería histórico galería', 'albañil barrio antiguo'],
		],
		fr: [
			'Des galeries techniques qui contournent le vieux quartier',
			[
				'Les règles du quartier historique interdisaient les nouvelles canalisations.',
				'Une galerie autour porte l’eau, l’électricité et la fibre.',
				'Les maçons du quartier font les petites réparations.',
			],
			['canalisation historique galerie', 'maçon quartier'],
		],
	}),
	idea([['participation'], ['money'], [10, 16]], {
		en: [
			'One percent of the budget for neighbourhood councils',
			[
				'Councils could propose but not spend.',
				'One percent of the city budget is theirs each year.',
				'They publish every invoice at the school gate.',
			],
			['council budgets spending', 'neighbourhood invoice'],
		],
		'zh-CN': [
			'市预算的百分之一归社区议会',
			['社区议会可以提议但不能花钱。', '每年市预算的百分之一归他们支配。', '每张发票都贴在学校墙上。'],
			['预算', '社区议会'],
		],
		es: [
			'El uno por ciento del presupuesto para los consejos de barrio',
			[
				'Los consejos podían proponer pero no gastar.',
				'El uno por ciento del presupuesto es suyo cada año.',
				'Publican cada factura en la pared de la escuela.',
			],
			['presupuestos consejo gasto', 'barrio facturas escuela'],
		],
		fr: [
			'Un pour cent du budget pour les conseils de quartier',
			[
				'Les conseils pouvaient proposer mais pas dépenser.',
				'Un pour cent du budget leur revient chaque année.',
				'Ils affichent chaque facture sur le mur de l’école.',
			],
			['budgets conseil dépense', 'quartier factures école'],
		],
	}),
]
