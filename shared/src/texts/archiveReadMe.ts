import type { Locale } from '../domain/locales.ts'

/** What the page that lies in a pack says, in one language. */
interface ArchiveTexts {
	/** Of when the pack is. */
	takenOn(day: string): string
	folders: string
	/** What each file of all boards together is. */
	wholes: Record<'report.html' | 'report.docx' | 'workbook.xlsx' | 'viewer.html', string>
	/** How a board is brought in again. */
	json: string
	/** Boards with nothing on them, named. */
	empty(boards: string): string
	/** Files that could not be made, named. */
	missing: string
	comma: string
}

const archiveTextsEn: ArchiveTexts = {
	takenOn: (day) => `As it was on ${day}.`,
	folders: 'Each board has a folder of its own.',
	wholes: {
		'report.html': 'the report. Opens in any browser, and prints.',
		'report.docx': 'the report for Word and LibreOffice.',
		'workbook.xlsx': 'all cards, links and votes as tables.',
		'viewer.html': 'all boards to look at, search and filter. Opens in any browser, without the internet.',
	},
	json: 'The .json files hold the boards whole. “Bring in” at the desk brings them in again, or this ZIP as it is.',
	empty: (boards) => `With nothing on them, and so without a folder: ${boards}.`,
	missing: 'Could not be made:',
	comma: ', ',
}

const archiveTextsZhCN: ArchiveTexts = {
	takenOn: (day) => `截至 ${day} 的内容。`,
	folders: '每块白板各有一个文件夹。',
	wholes: {
		'report.html': '报告。可用任何浏览器打开和打印。',
		'report.docx': '报告，用于 Word 和 LibreOffice。',
		'workbook.xlsx': '全部卡片、连线和投票，以表格形式。',
		'viewer.html': '全部白板，可查看、搜索和筛选。可用任何浏览器打开，无需联网。',
	},
	json: '.json 文件保存了完整的白板。在工作台点“导入”即可再次带入，也可直接导入本 ZIP。',
	empty: (boards) => `以下白板没有内容，因此没有文件夹：${boards}。`,
	missing: '未能生成：',
	comma: '、',
}

const archiveTextsEs: ArchiveTexts = {
	takenOn: (day) => `Tal como estaba el ${day}.`,
	folders: 'Cada pizarra tiene su propia carpeta.',
	wholes: {
		'report.html': 'el informe. Se abre en cualquier navegador y se puede imprimir.',
		'report.docx': 'el informe para Word y LibreOffice.',
		'workbook.xlsx': 'todas las tarjetas, enlaces y votaciones en tablas.',
		'viewer.html': 'todas las pizarras para ver, buscar y filtrar. Se abre en cualquier navegador, sin internet.',
	},
	json: 'Los archivos .json contienen las pizarras enteras. «Traer» en la mesa las trae de nuevo, o este ZIP tal cual.',
	empty: (boards) => `Sin nada, y por eso sin carpeta: ${boards}.`,
	missing: 'No se pudo crear:',
	comma: ', ',
}

const archiveTextsFr: ArchiveTexts = {
	takenOn: (day) => `Tel que c’était le ${day}.`,
	folders: 'Chaque tableau a son propre dossier.',
	wholes: {
		'report.html': 'le compte rendu. S’ouvre dans tout navigateur et s’imprime.',
		'report.docx': 'le compte rendu pour Word et LibreOffice.',
		'workbook.xlsx': 'toutes les cartes, tous les liens et les votes en tableaux.',
		'viewer.html': 'tous les tableaux à regarder, parcourir et filtrer. S’ouvre dans tout navigateur, sans internet.',
	},
	json: 'Les fichiers .json contiennent les tableaux entiers. « Importer » au pupitre les fait revenir, ou ce ZIP tel quel.',
	empty: (boards) => `Vides, donc sans dossier : ${boards}.`,
	missing: 'N’a pas pu être créé :',
	comma: ', ',
}

const TEXTS: Record<Locale, ArchiveTexts> = {
	en: archiveTextsEn,
	'zh-CN': archiveTextsZhCN,
	es: archiveTextsEs,
	fr: archiveTextsFr,
}

/** What is said of a pack in it. */
export interface ArchiveSummary {
	workshop: string
	/** The session's title, or the workshop's where it is of all. */
	title: string
	/** ms */
	at: number
	locale: Locale
	/** What it holds of all boards together. */
	wholes: Iterable<keyof ArchiveTexts['wholes']>
	/** In which the day is told; this machine's where none is named. */
	zone?: string | undefined
	/** Whether boards are in it as JSON. */
	hasJson: boolean
	/** Titles of the boards with nothing on them. */
	empty: readonly string[]
	/** Names of files that should be in it and are not. */
	missing: readonly string[]
}

/** The page that lies in a pack and says what is what, as plain text that every editor opens. */
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
	const words = TEXTS[locale]
	const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(at)
	const lines = [
		title === workshop ? workshop : `${workshop} · ${title}`,
		words.takenOn(day),
		'',
		words.folders,
		...[...wholes].map((whole) => `- ${whole}: ${words.wholes[whole]}`),
		...(hasJson ? ['', words.json] : []),
		...(empty.length > 0 ? ['', words.empty(empty.join(words.comma))] : []),
		...(missing.length > 0 ? ['', words.missing, ...missing.map((name) => `- ${name}`)] : []),
	]
	return `\uFEFF${lines.join('\r\n')}\r\n`
}
