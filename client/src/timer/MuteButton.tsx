import { useSyncExternalStore } from 'react'
import { Button, type ButtonProps } from '../ui/Button.tsx'
import { isMuted } from './timerChime.ts'

/** A toggle for the sounds of this device. */
export function MuteButton({ label, size = 'normal' }: { label: string } & Pick<ButtonProps, 'size'>) {
	const muted = useSyncExternalStore(isMuted.subscribe, isMuted.get)
	return (
		<Button
			icon={muted ? 'muted' : 'sound'}
			iconOnly
			size={size}
			variant="quiet"
			aria-pressed={muted}
			aria-label={label}
			title={label}
			onClick={() => isMuted.set(!muted)}
		/>
	)
}
