import type { CardColumn, Coverage, DomainTexts, Locale } from '@charrette/shared'
import { domainTextsIn } from '@charrette/shared'

/** The labels that only exports use, in one language. */
interface OwnLabels {
	coverage: Record<keyof Coverage, string>
	headings: Record<CardColumn | 'coverage', string>
	withoutCluster: string
	image: string
	/** The name of the offline viewer in file names. */
	viewer: string
	yes: string
	no: string
	/** A diagram of Mermaid is larger than these defaults of its programs. */
	largeDiagram(letters: number, links: number): string
	threads: { title: string; facilitator: string; resolved: string; deleted: string }
	/** What a file says about its translations (EXP10). */
	translations: {
		byMachine: string
		untranslated(count: number): string
		/** How the text of a card in a table was translated. */
		by: Record<'machine' | 'person' | 'nobody', string>
	}
}

const en: OwnLabels = {
	coverage: { obstacles: 'obstacles', answered: 'answered', open: 'open', shared: 'shared by several cities' },
	headings: {
		id: 'ID',
		kind: 'Kind',
		text: 'Text',
		city: 'City',
		author: 'Author',
		category: 'Category',
		cluster: 'Cluster',
		clusterId: 'Cluster ID',
		answered: 'Answered',
		votes: 'Dots',
		links: 'Links',
		linkIds: 'Link IDs',
		imageUrl: 'Image URL',
		imageAlt: 'Image alt text',
		document: 'File',
		reactions: 'Reactions',
		coverage: 'Coverage',
		description: 'Details',
		source: 'Source',
		joined: 'Joined cards',
		messages: 'Messages',
		translation: 'Translation',
		translated: 'Translated',
	},
	withoutCluster: 'Not in a cluster',
	image: 'Image',
	viewer: 'Viewer',
	yes: 'yes',
	no: 'no',
	largeDiagram: (letters, links) =>
		`Most programs draw up to ${letters} characters and ${links} links. Export a part of the board, or raise maxTextSize and maxEdges of Mermaid.`,
	threads: { title: 'Threads', facilitator: 'Facilitator', resolved: 'resolved', deleted: 'Message deleted' },
	translations: {
		byMachine: 'Some texts were translated by machine.',
		untranslated: (count) =>
			count === 1
				? 'One text could not be translated and is as it was written.'
				: `${count} texts could not be translated and are as they were written.`,
		by: { machine: 'by machine', person: 'by a person', nobody: 'no' },
	},
}

const zhCN: OwnLabels = {
	coverage: { obstacles: '障碍', answered: '已有对策', open: '待解决', shared: '多座城市共有' },
	headings: {
		id: '编号',
		kind: '类型',
		text: '内容',
		city: '城市',
		author: '作者',
		category: '类别',
		cluster: '分组框',
		clusterId: '分组框编号',
		answered: '已有对策',
		votes: '点数',
		links: '连线',
		linkIds: '连线编号',
		imageUrl: '图片地址',
		imageAlt: '图片替代文字',
		document: '文件',
		reactions: '回应',
		coverage: '覆盖情况',
		description: '详情',
		source: '来源',
		joined: '合并的卡片',
		messages: '消息',
		translation: '译文',
		translated: '翻译方式',
	},
	withoutCluster: '未分组',
	image: '图片',
	viewer: '查看器',
	yes: '是',
	no: '否',
	largeDiagram: (letters, links) =>
		`多数程序最多绘制 ${letters} 个字符和 ${links} 条连线。请只导出白板的一部分，或调高 Mermaid 的 maxTextSize 和 maxEdges。`,
	threads: { title: '讨论', facilitator: '主持人', resolved: '已解决', deleted: '消息已删除' },
	translations: {
		byMachine: '部分文字由机器翻译。',
		untranslated: (count) => `${count} 处文字未能翻译，保持原文。`,
		by: { machine: '机器', person: '人工', nobody: '未翻译' },
	},
}

const es: OwnLabels = {
	coverage: {
		obstacles: 'obstáculos',
		answered: 'con solución',
		open: 'sin solución',
		shared: 'compartidos por varias ciudades',
	},
	headings: {
		id: 'ID',
		kind: 'Tipo',
		text: 'Texto',
		city: 'Ciudad',
		author: 'Autor',
		category: 'Categoría',
		cluster: 'Grupo de tarjetas',
		clusterId: 'ID del grupo de tarjetas',
		answered: 'Con solución',
		votes: 'Puntos',
		links: 'Enlaces',
		linkIds: 'ID de los enlaces',
		imageUrl: 'URL de la imagen',
		imageAlt: 'Texto alternativo de la imagen',
		document: 'Archivo',
		reactions: 'Reacciones',
		coverage: 'Cobertura',
		description: 'Detalles',
		source: 'Fuente',
		joined: 'Tarjetas unidas',
		messages: 'Mensajes',
		translation: 'Traducción',
		translated: 'Traducido',
	},
	withoutCluster: 'Sin agrupar',
	image: 'Imagen',
	viewer: 'Visor',
	yes: 'sí',
	no: 'no',
	largeDiagram: (letters, links) =>
		`La mayoría de los programas dibuja hasta ${letters} caracteres y ${links} conexiones. Exporte una parte del tablero o aumente maxTextSize y maxEdges de Mermaid.`,
	threads: { title: 'Hilos', facilitator: 'Facilitación', resolved: 'resuelto', deleted: 'Mensaje eliminado' },
	translations: {
		byMachine: 'Algunos textos son traducciones automáticas.',
		untranslated: (count) =>
			count === 1
				? 'No se pudo traducir un texto; está como se escribió.'
				: `No se pudieron traducir ${count} textos; están como se escribieron.`,
		by: { machine: 'automáticamente', person: 'por una persona', nobody: 'no' },
	},
}

const fr: OwnLabels = {
	coverage: {
		obstacles: 'obstacles',
		answered: 'avec solution',
		open: 'sans solution',
		shared: 'partagés par plusieurs villes',
	},
	headings: {
		id: 'ID',
		kind: 'Type',
		text: 'Texte',
		city: 'Ville',
		author: 'Auteur',
		category: 'Catégorie',
		cluster: 'Regroupement',
		clusterId: 'ID du regroupement',
		answered: 'Avec solution',
		votes: 'Points',
		links: 'Liens',
		linkIds: 'ID des liens',
		imageUrl: 'URL de l’image',
		imageAlt: 'Texte alternatif de l’image',
		document: 'Fichier',
		reactions: 'Réactions',
		coverage: 'Couverture',
		description: 'Détails',
		source: 'Source',
		joined: 'Cartes réunies',
		messages: 'Messages',
		translation: 'Traduction',
		translated: 'Traduit',
	},
	withoutCluster: 'Hors regroupement',
	image: 'Image',
	viewer: 'Visionneuse',
	yes: 'oui',
	no: 'non',
	largeDiagram: (letters, links) =>
		`La plupart des programmes dessinent jusqu’à ${letters} caractères et ${links} liens. Exportez une partie du tableau, ou augmentez maxTextSize et maxEdges de Mermaid.`,
	threads: { title: 'Fils', facilitator: 'Animation', resolved: 'résolu', deleted: 'Message supprimé' },
	translations: {
		byMachine: 'Certains textes sont des traductions automatiques.',
		untranslated: (count) =>
			count === 1
				? 'Un texte n’a pas pu être traduit et reste tel quel.'
				: `${count} textes n’ont pas pu être traduits et restent tels quels.`,
		by: { machine: 'par machine', person: 'par une personne', nobody: 'non' },
	},
}

const LABELS: Record<Locale, OwnLabels> = { en, 'zh-CN': zhCN, es, fr }

/** The labels of an export in one language: its own, and those of the domain. */
export type ExportLabels = OwnLabels & DomainTexts

export function exportLabelsIn(locale: Locale): ExportLabels {
	return { ...LABELS[locale], ...domainTextsIn(locale) }
}
