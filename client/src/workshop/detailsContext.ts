import { createContext, useContext } from 'react'

/** Opens the details of a card; null where there are none, as on the projector. */
export const DetailsContext = createContext<((card: string) => void) | null>(null)

export function useOpenDetails(): ((card: string) => void) | null {
	return useContext(DetailsContext)
}
