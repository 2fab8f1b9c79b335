import type { PackWords } from './PackWords.ts'

export const packWordsEs: PackWords = {
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
