import { useEffect, useRef } from 'react'
import { NoticeOutlet } from '../ui/Notices.tsx'
import { useHeightVariable } from '../ui/useHeightVariable.ts'
import { showField } from '../ui/visibleArea.ts'

/**
 * The place of the notices in the list: between the cards, which make room, and the composer. A
 * card that is being edited stays in view.
 */
export function ListNotices() {
	const outlet = useRef<HTMLDivElement>(null)
	// In a low list rows scroll under the notices (list.module.css).
	useHeightVariable(outlet, '--notices')
	useEffect(() => {
		const notices = outlet.current
		if (!notices) return undefined
		const observer = new ResizeObserver(() => {
			const field = document.activeElement
			if (field?.matches('[data-card] textarea')) showField(field)
		})
		observer.observe(notices)
		return () => observer.disconnect()
	}, [])
	return <NoticeOutlet ref={outlet} />
}
