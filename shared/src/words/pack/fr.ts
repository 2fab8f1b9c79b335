import type { PackWords } from './PackWords.ts'

export const packWordsFr: PackWords = {
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
