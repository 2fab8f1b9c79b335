import { type PresentedPage, plainText } from '@charrette/shared'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { LatePresentedPage } from '../documents/LatePresentedPage.ts'
import { type LiveBoard, useContent } from '../sync/observeBoard.ts'
import type { ShownScene } from './BoardScene.tsx'
import styles from './SceneFrame.module.css'

interface ProjectedPageProps {
	live: LiveBoard
	page: PresentedPage
	onShown: (shown: ShownScene) => void
	/** Shown if the card or its document is gone. */
	children: ReactNode
}

const NO_NAMES = new Map<string, string>()

/** A page of a document that is presented at the board (CASE7), as high as the projector allows. */
export function ProjectedPage({ live, page, onShown, children }: ProjectedPageProps) {
	const { cards } = useContent(live, NO_NAMES)
	const card = cards.find(({ id }) => id === page.card)
	const shown = card?.document
	const [count, setCount] = useState(0)
	const { text = '', city = '' } = card ?? {}
	const isShown = shown !== undefined
	useEffect(() => {
		if (!isShown) return
		const at = Math.min(page.number, count || page.number) - 1
		const document = { title: plainText(text), city }
		onShown({ at, count: Math.max(count, at + 1), titles: [], translatedTitles: [], facts: null, document })
	}, [isShown, text, city, page.number, count, onShown])
	if (!shown) return children
	return (
		<div className={styles['page']} data-theme="dark">
			<Suspense fallback={null}>
				<LatePresentedPage
					key={shown.path}
					path={shown.path}
					name={shown.name}
					number={page.number}
					onCount={setCount}
				/>
			</Suspense>
		</div>
	)
}
