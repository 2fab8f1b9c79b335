import type { PackWords } from './PackWords.ts'

export const packWordsEn: PackWords = {
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
