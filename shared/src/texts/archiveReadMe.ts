import type { Locale } from '../domain/locales.ts'

/** The files of the exchange in an archive; a file is missing if it would be empty. */
export const EXCHANGE_FILE_NAMES = [
	'practices.json',
	'collections.csv',
	'travels.svg',
	'travels.csv',
	'map.svg',
] as const
export type ExchangeFileName = (typeof EXCHANGE_FILE_NAMES)[number]

/** The texts of an archive's README in one language. */
interface ArchiveTexts {
	/** The line with the date of the archive. */
	createdOn(day: string): string
	folders: string
	/** The description of each file for all boards together. */
	wholes: Record<'report.html' | 'report.docx' | 'workbook.xlsx' | 'viewer.html' | ExchangeFileName, string>
	/** The instructions for importing the boards again. */
	json: string
	/** The line that names the empty boards. */
	empty(boards: string): string
	/** The heading of the list of files that could not be created. */
	missing: string
	comma: string
}

const archiveTextsEn: ArchiveTexts = {
	createdOn: (day) => `As of ${day}.`,
	folders: 'Each board has its own folder.',
	wholes: {
		'report.html': 'the report. Opens in any browser and can be printed.',
		'report.docx': 'the report for Word and LibreOffice.',
		'workbook.xlsx': 'all cards, links and votes as tables.',
		'viewer.html': 'all boards to view, search and filter. Opens in any browser, without the internet.',
		'practices.json': 'the published practices, signed. “Import a file” in the exchange of another server takes them.',
		'collections.csv': 'the collections of practices, as a table.',
		'travels.svg': 'how ideas traveled between cities, as a picture.',
		'travels.csv': 'how ideas traveled between cities, as a table.',
		'map.svg': 'how ideas traveled, on a map of the world.',
	},
	json: 'The .json files contain the complete boards. Use “Import” on the dashboard to import them again, or this whole ZIP.',
	empty: (boards) => `Empty boards, without a folder: ${boards}.`,
	missing: 'Could not be created:',
	comma: ', ',
}

const archiveTextsZhCN: ArchiveTexts = {
	createdOn: (day) => `截至 ${day} 的内容。`,
	folders: '每块白板各有一个文件夹。',
	wholes: {
		'report.html': '报告。可用任何浏览器打开和打印。',
		'report.docx': '报告，用于 Word 和 LibreOffice。',
		'workbook.xlsx': '全部卡片、连线和投票的表格。',
		'viewer.html': '全部白板，可查看、搜索和筛选。可用任何浏览器打开，无需联网。',
		'practices.json': '已发布的实践，带有签名。可在另一台服务器的“交流”中点击“导入文件”导入。',
		'collections.csv': '实践合集（表格）。',
		'travels.svg': '想法在城市之间的传播（图片）。',
		'travels.csv': '想法在城市之间的传播（表格）。',
		'map.svg': '想法传播的世界地图。',
	},
	json: '.json 文件包含完整的白板。在控制台点击“导入”可再次导入，也可直接导入整个 ZIP。',
	empty: (boards) => `空白板，没有文件夹：${boards}。`,
	missing: '未能生成：',
	comma: '、',
}

const archiveTextsEs: ArchiveTexts = {
	createdOn: (day) => `Estado del ${day}.`,
	folders: 'Cada tablero tiene su propia carpeta.',
	wholes: {
		'report.html': 'el informe. Se abre en cualquier navegador y se puede imprimir.',
		'report.docx': 'el informe para Word y LibreOffice.',
		'workbook.xlsx': 'todas las tarjetas, conexiones y votaciones en tablas.',
		'viewer.html': 'todos los tableros para ver, buscar y filtrar. Se abre en cualquier navegador, sin internet.',
		'practices.json':
			'las prácticas publicadas, firmadas. «Importar un archivo» en el intercambio de otro servidor las incorpora.',
		'collections.csv': 'las colecciones de prácticas, en una tabla.',
		'travels.svg': 'cómo viajaron las ideas entre ciudades, en una imagen.',
		'travels.csv': 'cómo viajaron las ideas entre ciudades, en una tabla.',
		'map.svg': 'cómo viajaron las ideas, en un mapa del mundo.',
	},
	json: 'Los archivos .json contienen los tableros completos. Con «Importar» en el panel se vuelven a importar, o este ZIP entero.',
	empty: (boards) => `Tableros vacíos, sin carpeta: ${boards}.`,
	missing: 'No se pudo crear:',
	comma: ', ',
}

const archiveTextsFr: ArchiveTexts = {
	createdOn: (day) => `État au ${day}.`,
	folders: 'Chaque tableau a son propre dossier.',
	wholes: {
		'report.html': 'le rapport. S’ouvre dans tout navigateur et s’imprime.',
		'report.docx': 'le rapport pour Word et LibreOffice.',
		'workbook.xlsx': 'toutes les cartes, tous les liens et les votes en tableaux.',
		'viewer.html': 'tous les tableaux à voir, rechercher et filtrer. S’ouvre dans tout navigateur, sans internet.',
		'practices.json':
			'les pratiques publiées, signées. « Importer un fichier » dans l’échange d’un autre serveur les reprend.',
		'collections.csv': 'les collections de pratiques, en tableau.',
		'travels.svg': 'le voyage des idées entre les villes, en image.',
		'travels.csv': 'le voyage des idées entre les villes, en tableau.',
		'map.svg': 'le voyage des idées, sur une carte du monde.',
	},
	json: 'Les fichiers .json contiennent les tableaux complets. « Importer » dans le tableau de bord les réimporte, ou ce ZIP entier.',
	empty: (boards) => `Tableaux vides, sans dossier : ${boards}.`,
	missing: 'Création impossible :',
	comma: ', ',
}

const TEXTS: Record<Locale, ArchiveTexts> = {
	en: archiveTextsEn,
	'zh-CN': archiveTextsZhCN,
	es: archiveTextsEs,
	fr: archiveTextsFr,
}

/** The input of an archive's README. */
export interface ArchiveSummary {
	workshop: string
	/** The session's title, or the workshop's for all sessions. */
	title: string
	/** The time of the archive, in ms. */
	at: number
	locale: Locale
	/** The files for all boards together. */
	wholes: Iterable<keyof ArchiveTexts['wholes']>
	/** The time zone of the date; this machine's by default. */
	zone?: string | undefined
	/** Whether the archive contains boards as JSON. */
	hasJson: boolean
	/** Titles of empty boards. */
	empty: readonly string[]
	/** Names of files that could not be created. */
	missing: readonly string[]
}

/** Returns the README of an archive as plain text with a BOM and CRLF, which every editor opens. */
export function archiveReadMe({
	workshop,
	title,
	at,
	zone,
	locale,
	wholes,
	hasJson,
	empty,
	missing,
}: ArchiveSummary): string {
	const texts = TEXTS[locale]
	const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(at)
	const lines = [
		title === workshop ? workshop : `${workshop} · ${title}`,
		texts.createdOn(day),
		'',
		texts.folders,
		...[...wholes].map((whole) => `- ${whole}: ${texts.wholes[whole]}`),
		...(hasJson ? ['', texts.json] : []),
		...(empty.length > 0 ? ['', texts.empty(empty.join(texts.comma))] : []),
		...(missing.length > 0 ? ['', texts.missing, ...missing.map((name) => `- ${name}`)] : []),
	]
	return `\uFEFF${lines.join('\r\n')}\r\n`
}
