import { isFormatted, parseCardText, type TextSpan } from '@charrette/shared'
import { Fragment, type ReactNode } from 'react'
import { BULLET, LINE_STYLES, lineStyleOf } from './formattedLines.ts'

interface FormattedTextProps {
	text: string
	/** Renders a link; without it, a link is shown as its plain text. */
	renderLink?: (link: { text: string; href: string }) => ReactNode
}

/**
 * A card's text with its bold parts, lists and links (TEXT1, TEXT2), in an element that preserves
 * white space.
 */
export function FormattedText({ text, renderLink }: FormattedTextProps) {
	if (!isFormatted(text)) return text
	return parseCardText(text).map((line, index) => (
		<span key={index} style={lineStyleOf(line)}>
			{line.isItem && <span style={LINE_STYLES.bullet}>{BULLET}</span>}
			{line.spans.map((span, at) => (
				<Fragment key={at}>{renderSpan(span, renderLink)}</Fragment>
			))}
			{line.spans.length === 0 && <br />}
		</span>
	))
}

function renderSpan({ text, isBold, href }: TextSpan, renderLink: FormattedTextProps['renderLink']): ReactNode {
	const content = href && renderLink ? renderLink({ text, href }) : text
	return isBold ? <b>{content}</b> : content
}
