"""From results to what a team does about them: meeting, guide, principles, plan, next round."""
