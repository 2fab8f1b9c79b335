/** A PDF file for a file field or a drop. */
export interface PdfFile {
	name: string
	mimeType: string
	buffer: Buffer
}

/** Returns a PDF file with one line of text on each page, in a font that it does not contain. */
export function pdfFile(name: string, pages: readonly string[], title = ''): PdfFile {
	const kids = pages.map((_, at) => `${4 + at * 2} 0 R`).join(' ')
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
		...pages.flatMap((text, at) => {
			const content = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`
			const resources = '/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>'
			return [
				`<< /Type /Page /Parent 2 0 R ${resources} /Contents ${5 + at * 2} 0 R >>`,
				`<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
			]
		}),
		`<< /Title (${title}) >>`,
	]
	let file = '%PDF-1.7\n'
	const offsets = objects.map((object, at) => {
		const offset = file.length
		file += `${at + 1} 0 obj\n${object}\nendobj\n`
		return `${String(offset).padStart(10, '0')} 00000 n \n`
	})
	const size = objects.length + 1
	const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`
	const trailer = `trailer << /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R >>`
	const buffer = Buffer.from(`${file}${table}${trailer}\nstartxref\n${file.length}\n%%EOF\n`, 'latin1')
	return { name, mimeType: 'application/pdf', buffer }
}
