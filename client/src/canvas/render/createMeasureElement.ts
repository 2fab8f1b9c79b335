/**
 * Creates an empty element on the page to measure text in. It is outside the canvas, so that the
 * browser lays out nothing else.
 */
export function createMeasureElement(): HTMLElement {
	const frame = document.createElement('div')
	frame.setAttribute('aria-hidden', 'true')
	frame.style.cssText = 'position:fixed;top:0;left:0;width:0;height:0;overflow:hidden;visibility:hidden;contain:strict'
	const element = document.createElement('div')
	frame.append(element)
	document.body.append(frame)
	return element
}
