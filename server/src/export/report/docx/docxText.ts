import { isRightToLeft, printable } from '@charrette/shared'
import type { IParagraphOptions, IRunOptions } from 'docx'
import { Bookmark, InternalHyperlink, Paragraph, TextRun } from 'docx'

type RunLook = Pick<IRunOptions, 'bold' | 'color' | 'size'>

/** How a paragraph looks, its text aside. */
export interface ParagraphLook extends RunLook {
	style?: string
	heading?: Exclude<IParagraphOptions['heading'], undefined>
	spacing?: Exclude<IParagraphOptions['spacing'], undefined>
	alignment?: Exclude<IParagraphOptions['alignment'], undefined>
	/** Stays on the page of what comes next. */
	keepNext?: boolean
	pageBreakBefore?: boolean
	indent?: Exclude<IParagraphOptions['indent'], undefined>
	/** The name by which links lead here. */
	anchor?: string
	/** The name of where it leads. */
	leadsTo?: string
}

/** A paragraph of what somebody wrote: its line breaks kept, and from right to left if it begins so. */
export function paragraph(text: string, look: ParagraphLook = {}): Paragraph {
	const { bold, color, size, anchor, leadsTo, ...rest } = look
	const isRtl = isRightToLeft(text)
	const run = {
		...(bold === undefined ? {} : { bold, boldComplexScript: bold }),
		...(color === undefined ? {} : { color }),
		...(size === undefined ? {} : { size, sizeComplexScript: size }),
		...(isRtl ? { rightToLeft: true } : {}),
	}
	const runs = printable(text)
		.split('\n')
		.map((line, index) => new TextRun({ ...run, text: line, ...(index > 0 ? { break: 1 } : {}) }))
	const linked = leadsTo === undefined ? runs : [new InternalHyperlink({ children: runs, anchor: leadsTo })]
	const children = anchor === undefined ? linked : [new Bookmark({ id: anchor, children: linked })]
	return new Paragraph({ ...rest, ...(isRtl ? { bidirectional: true } : {}), children })
}
