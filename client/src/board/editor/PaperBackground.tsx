import { useEditor, useQuickReactor } from '@tldraw/tldraw'
import { useRef } from 'react'
import styles from './canvas.module.css'

const GRID = 24
const DENSEST_PX = 14

/** Paper with a grid of dots that moves with the board; the dots thin out as the board goes away. */
export function PaperBackground() {
	const editor = useEditor()
	const paper = useRef<HTMLDivElement>(null)
	useQuickReactor('paper', () => {
		const { x, y, z } = editor.getCamera()
		let step = GRID * z
		while (step < DENSEST_PX) step *= 2
		const style = paper.current?.style
		style?.setProperty('background-size', `${step}px ${step}px`)
		style?.setProperty('background-position', `${x * z}px ${y * z}px`)
	}, [editor])
	return <div ref={paper} className={styles['paper']} />
}
